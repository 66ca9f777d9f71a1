package workbook.restart;

import static workbook.bench.diagnosis.CallDiagnosis.CALL_LEFT_OPEN;
import static workbook.bench.diagnosis.RestartDiagnosis.EVERY_CANCEL_TAKEN_FOR_ONES_OWN;
import static workbook.bench.diagnosis.RestartDiagnosis.OWN_CANCEL_RETRIED;
import static workbook.bench.diagnosis.RestartDiagnosis.STOP_FORGETS_THE_DELAY;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Faults;

@Step(value = 5, openEnded = true)
class Step5WhenToStop {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  @Order(1)
  void stopEndsTheCallForGood(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(2));
    StepReader reader = new StepReader(bench, feed).start();
    bench.comesTrue(() -> reader.processed.size() == 2);

    reader.stop();

    if (!bench.comesTrue(() -> bench.calls().get(0).saw(End.SERVER, Kind.CANCEL))) {
      throw new Mismatch("stop() cancels the call", "the call is still open")
          .because(CALL_LEFT_OPEN);
    }
    feed.tell(3);
    bench.settle();
    bench
        .expect(
            "news that were processed, when stop() comes after 2", List.copyOf(reader.processed))
        .is(List.of(1L, 2L));
    bench.expect("ends that the handler was told after stop()", reader.ends.size()).is(0);
    boolean again = reader.nextCall(1, LONG);
    bench
        .expect("calls within ten minutes after stop()", again ? 1 : 0)
        .diagnose(1, OWN_CANCEL_RETRIED)
        .is(0);
  }

  @Test
  @Order(2)
  void stopEndsADelayToo(Bench bench) {
    StepFeed feed = new StepFeed();
    StepReader reader = new StepReader(bench, feed, Faults.refused()).start();

    reader.stop();

    bench.time().advance(LONG);
    bench.settle();
    // A call that is over before it has begun, as in a cancelled context, harms nobody.
    bench
        .expect("calls within ten minutes after stop() during a delay", feed.asked.size())
        .diagnose(1, STOP_FORGETS_THE_DELAY)
        .is(0);
    bench
        .expect("ends that the handler was told after stop() during a delay", reader.ends.size())
        .is(0);
  }

  @Test
  @Order(3)
  void newsOnItsWayComesTooLate(Bench bench) {
    StepLate late = new StepLate();
    bench.interceptClient(late);
    StepFeed feed = new StepFeed(StepFeed.upTo(1));
    StepReader reader = new StepReader(bench, feed).start();
    bench.comesTrue(() -> reader.processed.size() == 1);

    late.holdUp();
    feed.tell(2);
    bench.settle();
    List<Long> before = List.copyOf(reader.processed);
    reader.stop(late::goOn);

    bench
        .expect(
            "news that were processed, when gRPC delivers 2 only after stop()",
            List.copyOf(reader.processed))
        .is(before);
    bench.expect("ends that the handler was told after stop()", reader.ends.size()).is(0);
  }

  @Test
  @Order(4)
  void soDoesTheEndOfTheFeed(Bench bench) {
    endComesTooLate(bench, Status.OK);
  }

  @Test
  @Order(5)
  void andAnError(Bench bench) {
    endComesTooLate(bench, Status.PERMISSION_DENIED.withDescription("members only"));
  }

  private static void endComesTooLate(Bench bench, Status end) {
    StepLate late = new StepLate();
    bench.interceptClient(late);
    StepFeed feed = new StepFeed(StepFeed.upTo(1));
    StepReader reader = new StepReader(bench, feed).start();
    bench.comesTrue(() -> reader.processed.size() == 1);

    late.holdUp();
    feed.end(end);
    bench.settle();
    List<Status> before = List.copyOf(reader.ends);
    reader.stop(late::goOn);

    bench
        .expect(
            "ends that the handler was told, when gRPC delivers the status %s only after stop()"
                .formatted(end.getCode()),
            reader.ends.size())
        .is(before.size());
  }

  @Test
  @Order(6)
  void stopsNobodyElse(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(1), StepFeed.allUpTo(2));
    StepReader other = new StepReader(bench, feed, Faults.refused()).start();
    other.whatIsNext(1);
    StepReader reader = other.beside().start();
    bench.comesTrue(() -> reader.processed.size() == 1);

    reader.stop();

    bench.comesTrueWithin(LONG, () -> !other.ends.isEmpty());
    if (other.ends.isEmpty()) {
      throw new Mismatch(
          "another reader, with the same channel and the same scheduler, reads on to the end of its"
              + " feed",
          "it does not: since the stop() of the first, nothing is given to it");
    }
    bench
        .expect("news that the other reader has processed", List.copyOf(other.processed))
        .is(List.of(1L, 2L));
  }

  @Test
  @Order(7)
  void theServersCancelIsNotOnesOwn(Bench bench) {
    Status stopping = Status.CANCELLED.withDescription("RST_STREAM closed stream");
    StepFeed feed = new StepFeed(StepFeed.fails(stopping), StepFeed.allUpTo(1));
    StepReader reader = new StepReader(bench, feed).start();

    if (!reader.nextCall(1, LONG)) {
      throw new Mismatch(
              "a second call: the server was stopped, and nobody has called stop()",
              "none within ten minutes")
          .because(EVERY_CANCEL_TAKEN_FOR_ONES_OWN);
    }
  }
}
