package workbook.unary;

import static workbook.bench.diagnosis.CallDiagnosis.NO_DEADLINE;
import static workbook.bench.diagnosis.UnaryDiagnosis.DEADLINE_KEPT;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_OVERRUN;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_UNDERRUN;

import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Deadlines;
import workbook.proto.routeguide.Feature;

@Step(value = 5, openEnded = true)
class Step5ADeadlineForEachCall {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  @Order(1)
  void returnsTheFeature(Bench bench) {
    FeatureClient client = new FeatureClient(bench.serve(new Answering(Status.OK)), LIMIT);

    Feature feature =
        bench
            .background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH))
            .expectReturn("featureAt returns the feature that the server sent");

    bench.expect("the feature that featureAt returned", feature).is(Samples.ZURICH_FEATURE);
  }

  @Test
  @Order(2)
  void givesUpAtTheLimit(Bench bench) {
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    FeatureClient client = new FeatureClient(bench.serve(new Silent()), LIMIT);

    Background<Feature> look =
        bench.background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH));
    bench.comesTrue(
        () ->
            look.done()
                || bench.calls().stream().anyMatch(call -> call.saw(End.SERVER, Kind.HALF_CLOSE)));
    bench.time().advance(LIMIT.dividedBy(2));
    bench.settle();
    if (look.done() && !deadlines.seen().isEmpty()) {
      Mismatch early =
          new Mismatch(
              "featureAt waits for an answer until its limit of 30 s", "it has ended within 15 s");
      throw look.threw()
              && look.expectThrows("featureAt throws at its limit", StatusRuntimeException.class)
                      .getCode()
                  == Status.Code.DEADLINE_EXCEEDED
          ? early.because(LIMIT_UNDERRUN)
          : early;
    }
    bench.time().advance(LIMIT.dividedBy(2).plusSeconds(1));

    if (!bench.comesTrue(look::done)) {
      throw deadlines.seen().isEmpty()
          ? new Mismatch(
                  "featureAt gives up at its limit when no answer comes", "it waits for ever")
              .because(NO_DEADLINE)
          : new Mismatch("featureAt gives up at its limit of 30 s", "it still waits after 31 s")
              .because(LIMIT_OVERRUN);
    }
    bench
        .expect(
            "the status that featureAt throws at its limit",
            look.expectThrows("featureAt throws at its limit", StatusRuntimeException.class)
                .getCode())
        .is(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  @Order(3)
  void eachCallHasItsOwn(Bench bench) {
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    FeatureClient client = new FeatureClient(bench.serve(new Answering(Status.OK)), LIMIT);

    bench
        .background(
            "featureAt(Zurich), a second time,",
            () -> {
              client.featureAt(Samples.ZURICH);
              return client.featureAt(Samples.ZURICH);
            })
        .expectReturn("featureAt returns the feature a second time");

    Deadline second = deadlines.seen().get(1);
    if (deadlines.keptForTheSecond()) {
      throw new Mismatch(
              "a later call has a later deadline", "both calls have the same point in time")
          .because(DEADLINE_KEPT);
    }
    bench
        .expect(
            "the time that the call may take, in seconds", second.timeRemaining(TimeUnit.SECONDS))
        .diagnose(seconds -> seconds > LIMIT.toSeconds(), LIMIT_OVERRUN)
        .matches("at most " + LIMIT.toSeconds(), seconds -> seconds <= LIMIT.toSeconds());
  }

  @Test
  @Order(4)
  void theLimitIsNoWholeNumberOfSeconds(Bench bench) {
    Duration limit = LIMIT.plusMillis(999);
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    FeatureClient client = new FeatureClient(bench.serve(new Answering(Status.OK)), limit);
    long before = System.nanoTime();

    bench
        .background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH))
        .expectReturn("featureAt returns the feature");

    // A deadline worked out after `before` is never earlier than this, however slow the machine.
    long left = deadlines.seen().get(0).timeRemaining(TimeUnit.NANOSECONDS);
    Duration given = Duration.ofNanos(left + System.nanoTime() - before);
    if (given.compareTo(limit) < 0) {
      throw new Mismatch(
              "a call may take 30.999 s if that is the limit", "it is given less than that")
          .because(LIMIT_UNDERRUN);
    }
  }

  @Test
  @Order(5)
  void throwsTheStatusOfTheCall(Bench bench) {
    Status closed = Status.FAILED_PRECONDITION.withDescription("closed today");
    FeatureClient client = new FeatureClient(bench.serve(new Answering(closed)), LIMIT);

    Status thrown =
        bench
            .background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH))
            .expectThrows(
                "featureAt throws the status FAILED_PRECONDITION of the call",
                StatusRuntimeException.class);

    bench
        .expect("the code of what featureAt throws", thrown.getCode())
        .is(Status.Code.FAILED_PRECONDITION);
    bench.expect("its description", thrown.getDescription()).is("closed today");
  }
}
