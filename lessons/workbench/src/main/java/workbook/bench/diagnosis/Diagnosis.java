package workbook.bench.diagnosis;

/**
 * A named, explained cause of a failing step. All diagnoses stand in the enums of this package, one
 * enum a subject; failure messages, chapters and the proof take their words from there.
 */
public interface Diagnosis {

  /** The enum constant's name. */
  String name();

  /** What the catalogue says of it. */
  Entry entry();

  /** What the learner reads first: a few words, such as "never completed". */
  default String title() {
    return entry().title();
  }

  /** One sentence that says what the code does and what follows from it. */
  default String explanation() {
    return entry().explanation();
  }

  /** The chapter and section that teaches it, as {@code 03-client-stream#one-observer-per-call}. */
  default String section() {
    return entry().section();
  }

  /** A stable address, such as {@code never-completed}. */
  default String id() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
