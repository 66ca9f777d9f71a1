package workbook.bench;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.Diagnosis;

/**
 * A value that a step looks at, in words that a learner understands:
 *
 * <pre>
 * bench.expect("points in walker A's summary", summary.getPointCount())
 *     .diagnose(5, STATE_SHARED)
 *     .is(3);
 * </pre>
 */
public final class Expectation<T> {
  private final String what;
  private final T was;
  private Diagnosis diagnosis;

  Expectation(String what, T was) {
    this.what = what;
    this.was = was;
  }

  /** If the value is this wrong one, this is the cause. The first that matches counts. */
  public Expectation<T> diagnose(T wrong, Diagnosis cause) {
    return diagnose(value -> Objects.equals(value, wrong), cause);
  }

  /** If the value looks like this, this is the cause. The first that matches counts. */
  public Expectation<T> diagnose(Predicate<T> wrong, Diagnosis cause) {
    if (diagnosis == null && wrong.test(was)) {
      diagnosis = cause;
    }
    return this;
  }

  /** Fails unless the value equals this one. */
  public void is(T expected) {
    matches(words(expected), value -> Objects.equals(value, expected));
  }

  /**
   * Fails unless the value has this quality.
   *
   * @param expected the quality in words; completes "points in the summary: …"
   */
  public void matches(String expected, Predicate<T> quality) {
    if (!quality.test(was)) {
      Mismatch mismatch = new Mismatch(what + ": " + expected, words(was));
      throw diagnosis == null ? mismatch : mismatch.because(diagnosis);
    }
  }

  /** A value as a learner can read it: a message in one line, and blanks that can be seen. */
  private static String words(Object value) {
    if (value instanceof Message message) {
      return Words.whole(message);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Expectation::words).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof String text && (text.isEmpty() || !text.equals(text.strip()))) {
      return '"' + text + '"';
    }
    return String.valueOf(value);
  }
}
