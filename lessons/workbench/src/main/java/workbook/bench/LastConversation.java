package workbook.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The conversation by which a step is shown, for whoever runs the steps in the same JVM. */
public final class LastConversation {
  private static final AtomicReference<List<String>> SCRIPT = new AtomicReference<>(List.of());

  private LastConversation() {}

  static void keep(List<String> script) {
    SCRIPT.set(script);
  }

  /**
   * Its script, as {@link workbook.bench.conversation.Transcript#script()} writes it; empty once
   * taken.
   */
  public static List<String> take() {
    return SCRIPT.getAndSet(List.of());
  }
}
