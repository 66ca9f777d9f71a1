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
import workbook.bench.world.Deadlines;
import workbook.proto.routeguide.Feature;

@Step(value = 5, openEnded = true)
class Step5ADeadlineForEachCall {
  private static final Duration LIMIT = Limited.LIMIT;

  @Test
  @Order(1)
  void returnsTheFeature(Bench bench) {
    FeatureClient client = new FeatureClient(bench.serve(new Answering(Status.OK)), LIMIT);

    String expected = "featureAt returns the feature that the server sent";
    Background<Feature> look =
        bench.background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH));
    bench.comesTrue(look::done);
    if (Limited.endedAtADeadline(look)) {
      throw new Mismatch(expected, "it threw DEADLINE_EXCEEDED at once").because(LIMIT_UNDERRUN);
    }
    Feature feature = look.expectReturn(expected);

    bench.expect("the feature that featureAt returned", feature).is(Samples.ZURICH_FEATURE);
  }

  @Test
  @Order(2)
  void givesUpAtTheLimit(Bench bench) {
    Background<Feature> look =
        Limited.expectGivesUp(
            bench,
            "featureAt",
            at -> {
              FeatureClient client = new FeatureClient(at.serve(new Silent()), LIMIT);
              return at.background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH));
            });

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

    expectDeadlines(bench, deadlines, 2);
    Deadline second = deadlines.seen().get(1);
    if (deadlines.keptForTheSecond()) {
      throw new Mismatch(
              "a later call has a later deadline", "both calls have the same point in time")
          .because(DEADLINE_KEPT);
    }
    // It is never later than this from now, if it was worked out from the limit before now.
    if (second.timeRemaining(TimeUnit.NANOSECONDS) > LIMIT.toNanos()) {
      throw new Mismatch(
              "a call may take 30 s if that is the limit, and no longer",
              "it is given more than that")
          .because(LIMIT_OVERRUN);
    }
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

    expectDeadlines(bench, deadlines, 1);
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
    Status closed = Status.UNAVAILABLE.withDescription("closed today");
    FeatureClient client = new FeatureClient(bench.serve(new Answering(closed)), LIMIT);

    Status thrown =
        bench
            .background("featureAt(Zurich)", () -> client.featureAt(Samples.ZURICH))
            .expectThrows(
                "featureAt throws the status UNAVAILABLE of the call",
                StatusRuntimeException.class);

    bench.expect("the code of what featureAt throws", thrown.getCode()).is(Status.Code.UNAVAILABLE);
    bench.expect("its description", thrown.getDescription()).is("closed today");
    bench.expect("calls of GetFeature for one featureAt", bench.calls().size()).is(1);
  }

  private static void expectDeadlines(Bench bench, Deadlines deadlines, int calls) {
    bench
        .expect("calls of GetFeature for %d of featureAt".formatted(calls), bench.calls().size())
        .is(calls);
    if (deadlines.seen().size() < calls) {
      throw new Mismatch("each call has a deadline", "the last one has none").because(NO_DEADLINE);
    }
  }
}
