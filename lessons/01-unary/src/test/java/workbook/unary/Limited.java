package workbook.unary;

import static workbook.bench.diagnosis.CallDiagnosis.NO_DEADLINE;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_OVERRUN;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_UNDERRUN;

import io.grpc.Status;
import java.time.Duration;
import java.util.function.Function;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Deadlines;

/** Whether code of the learner's waits for a silent server until its limit, and no longer. */
final class Limited {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Limited() {}

  /**
   * Fails unless a call to a {@link Silent} server ends at its limit.
   *
   * @param what who is called, such as "featureAt"
   * @param start starts it, once the bench notes deadlines
   */
  static <T> Background<T> expectGivesUp(
      Bench bench, String what, Function<Bench, Background<T>> start) {
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    Background<T> look = start.apply(bench);
    bench.comesTrue(
        () ->
            look.done()
                || bench.calls().stream().anyMatch(call -> call.saw(End.SERVER, Kind.HALF_CLOSE)));
    bench.time().advance(LIMIT.dividedBy(2));
    bench.settle();
    if (look.done() && !deadlines.seen().isEmpty()) {
      Mismatch early =
          new Mismatch(
              what + " waits for an answer until its limit of 30 s", "it has ended within 15 s");
      throw endedAtADeadline(look) ? early.because(LIMIT_UNDERRUN) : early;
    }
    bench.time().advance(LIMIT.dividedBy(2).plusSeconds(1));

    if (!bench.comesTrue(look::done)) {
      throw deadlines.seen().isEmpty()
          ? new Mismatch(
                  what + " gives up at its limit when no answer comes",
                  "it still waits, and its call has no deadline")
              .because(NO_DEADLINE)
          : new Mismatch(what + " gives up at its limit of 30 s", "it still waits after 31 s")
              .because(LIMIT_OVERRUN);
    }
    return look;
  }

  /** Whether it has thrown, and the status DEADLINE_EXCEEDED. */
  static boolean endedAtADeadline(Background<?> look) {
    return look.threw()
        && Status.fromThrowable(look.expectThrown("an exception")).getCode()
            == Status.Code.DEADLINE_EXCEEDED;
  }
}
