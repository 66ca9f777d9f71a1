package workbook.bench.runner;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes what a learner's code prints: keeps the first lines and counts the rest. */
final class Printed extends OutputStream {
  private static final int KEPT_LINES = 6;
  private static final int KEPT_WIDTH = 400;

  private final List<String> first = new ArrayList<>();
  private final byte[] line = new byte[KEPT_WIDTH];
  private int length;
  private long lines;

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      endLine();
    } else if (length < KEPT_WIDTH) {
      line[length++] = (byte) b;
    }
  }

  private void endLine() {
    lines++;
    if (first.size() < KEPT_LINES) {
      first.add(new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing());
    }
    length = 0;
  }

  /** The first lines since the last call; begins anew. */
  synchronized List<String> take() {
    if (length > 0) {
      endLine();
    }
    List<String> taken = List.copyOf(first);
    first.clear();
    return taken;
  }

  /** How many lines since the last call; begins anew. */
  synchronized long takeCount() {
    long taken = lines;
    lines = 0;
    return taken;
  }
}
