package workbook.bench;

import java.util.Optional;
import workbook.bench.conversation.Event;
import workbook.bench.diagnosis.Diagnosis;

/**
 * What a step expected and what it found instead. {@link StepExtension} makes a {@link StepFailure}
 * of it.
 */
public final class Mismatch extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String expected;
  private final String was;
  private final transient Diagnosis diagnosis;
  private final transient Event mark;

  /**
   * A mismatch without a known cause; both texts complete a line that begins "expected" or "was".
   */
  public Mismatch(String expected, String was) {
    this(expected, was, null, null);
  }

  private Mismatch(String expected, String was, Diagnosis diagnosis, Event mark) {
    super("expected " + expected + ", was " + was);
    this.expected = expected;
    this.was = was;
    this.diagnosis = diagnosis;
    this.mark = mark;
  }

  /** The same mismatch with its cause, for a step that knows it for sure. */
  public Mismatch because(Diagnosis cause) {
    return located(new Mismatch(expected, was, cause, mark));
  }

  /** The same mismatch with the first event that differs from what was expected. */
  public Mismatch at(Event event) {
    return located(new Mismatch(expected, was, diagnosis, event));
  }

  private Mismatch located(Mismatch other) {
    other.setStackTrace(getStackTrace());
    return other;
  }

  String expected() {
    return expected;
  }

  String was() {
    return was;
  }

  Optional<Diagnosis> diagnosis() {
    return Optional.ofNullable(diagnosis);
  }

  Event mark() {
    return mark;
  }
}
