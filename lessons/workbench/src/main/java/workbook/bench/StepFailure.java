package workbook.bench;

import java.util.List;
import java.util.Optional;
import workbook.bench.diagnosis.Diagnosis;

/**
 * A step that failed, told in full: its message is what the learner reads, in an IDE and in the
 * report.
 */
public final class StepFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  private final List<String> lines;
  private final transient Diagnosis diagnosis;
  private final boolean byLimit;

  StepFailure(
      String title,
      List<String> lines,
      Diagnosis diagnosis,
      boolean byLimit,
      StackTraceElement[] stack) {
    super(title + "\n\n" + String.join("\n", lines) + "\n", null);
    this.lines = List.copyOf(lines);
    this.diagnosis = diagnosis;
    this.byLimit = byLimit;
    setStackTrace(stack);
  }

  /** The message without the step's title. */
  public List<String> lines() {
    return lines;
  }

  /** Whether a wait had reached its limit before the step failed. */
  public boolean byLimit() {
    return byLimit;
  }

  /** The cause, where it is known. */
  public Optional<Diagnosis> diagnosis() {
    return Optional.ofNullable(diagnosis);
  }
}
