package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.EVERY_CANCEL_TAKEN_FOR_ONES_OWN;
import static workbook.bench.diagnosis.RestartDiagnosis.FROM_THE_BEGINNING;
import static workbook.bench.diagnosis.RestartDiagnosis.GIVEN_TWICE;
import static workbook.bench.diagnosis.RestartDiagnosis.ONE_TOO_FAR;
import static workbook.bench.diagnosis.RestartDiagnosis.POSITION_MOVED_WITHOUT_WORK;
import static workbook.bench.diagnosis.RestartDiagnosis.RESET_WITHOUT_PROGRESS;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.world.Faults;

@Step(value = 4, openEnded = true)
class Step4AfterTheLastProcessed {
  private static final Status AWAY = Status.UNAVAILABLE.withDescription("going down");
  private static final List<Long> ALL = List.of(1L, 2L, 3L, 4L, 5L);

  @Test
  @Order(1)
  void goesOnWhereItBrokeOff(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(4), StepFeed.upTo(4), StepFeed.allUpTo(4));
    StepReader reader = new StepReader(bench, feed, Faults.cutAfter(2), Faults.cutAfter(1)).start();

    toTheEnd(bench, reader);
    bench
        .expect("after which position it asks after a cut at 2 and a cut at 3", asked(feed))
        .diagnose(List.of(0L, 0L, 0L), FROM_THE_BEGINNING)
        .diagnose(list -> list.get(0) == 1 || list.size() > 1 && list.get(1) == 3, ONE_TOO_FAR)
        .is(List.of(0L, 2L, 3L));
    bench
        .expect("news that were processed", List.copyOf(reader.processed))
        .is(List.of(1L, 2L, 3L, 4L));
  }

  @Test
  @Order(2)
  void whatComesTwiceIsProcessedOnce(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.ends(StepFeed.exactly(1, 2, 3, 3, 4, 5)));
    StepReader reader = new StepReader(bench, feed).start();

    toTheEnd(bench, reader);
    bench
        .expect("news that were processed, when 3 comes twice", List.copyOf(reader.processed))
        .diagnose(List.of(1L, 2L, 3L, 3L, 4L, 5L), GIVEN_TWICE)
        .is(ALL);
  }

  @Test
  @Order(3)
  void norWhatIsOlder(Bench bench) {
    StepFeed feed =
        new StepFeed(StepFeed.breaks(StepFeed.exactly(1, 2, 3, 1, 2), AWAY), StepFeed.allUpTo(5));
    StepReader reader = new StepReader(bench, feed).start();

    toTheEnd(bench, reader);
    bench
        .expect(
            "after which position it asks, when 1 and 2 have come again after 3, and then the call"
                + " broke",
            asked(feed))
        .diagnose(
            list -> reader.processed.indexOf(3L) < reader.processed.lastIndexOf(1L), GIVEN_TWICE)
        .is(List.of(0L, 3L));
    bench
        .expect(
            "news that were processed, when 1 and 2 come again after 3",
            List.copyOf(reader.processed))
        .diagnose(list -> list.indexOf(3L) < list.lastIndexOf(1L), GIVEN_TWICE)
        .is(ALL);
  }

  @Test
  @Order(4)
  void whatFailedIsGivenAgain(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(5), StepFeed.allUpTo(5));
    StepReader reader = new StepReader(bench, feed);
    List<Long> given = new CopyOnWriteArrayList<>();
    reader.work =
        position -> {
          if (position == 3) {
            given.add(bench.time().nanos());
            if (given.size() == 1) {
              throw new IllegalStateException("disk full");
            }
          }
        };
    reader.start();

    if (!reader.nextCall(1, Duration.ofMinutes(1))) {
      bench
          .expect(
              "news that were processed before the next call, when onNews throws once at 3",
              List.copyOf(reader.processed))
          .diagnose(List.of(1L, 2L, 4L, 5L), POSITION_MOVED_WITHOUT_WORK)
          .is(List.of(1L, 2L));
      Mismatch mismatch =
          new Mismatch(
              "a second call: onNews threw at 3, so gRPC has cancelled the first",
              reader.none("a minute"));
      boolean cancelled =
          bench.calls().get(0).status().filter(Step4AfterTheLastProcessed::cancelled).isPresent();
      throw cancelled && reader.ends.isEmpty()
          ? mismatch.because(EVERY_CANCEL_TAKEN_FOR_ONES_OWN)
          : mismatch;
    }
    toTheEnd(bench, reader);
    bench
        .expect(
            "news that were processed, when onNews fails once at 3", List.copyOf(reader.processed))
        .diagnose(List.of(1L, 2L, 4L, 5L), POSITION_MOVED_WITHOUT_WORK)
        .is(ALL);
    bench
        .expect(
            "seconds until onNews is given 3 again, after it has thrown at it",
            (given.get(1) - given.get(0)) / 1e9)
        .matches("about 1, the delay of the backoff", seconds -> seconds > 0.7);
    reader.nextCall(2, Duration.ofMinutes(1));
    bench.expect("calls in all, when onNews fails once", reader.calls()).is(2);
  }

  @Test
  @Order(5)
  void workThatFailsIsNoProgress(Bench bench) {
    StepFeed.Script news = StepFeed.upTo(1);
    StepReader reader = new StepReader(bench, new StepFeed(news, news, news, news));
    reader.work =
        position -> {
          throw new IllegalStateException("disk full");
        };
    reader.start();

    bench
        .expect(
            "seconds between four calls, each of which brings news that onNews throws at",
            gaps(reader))
        .diagnose(
            list -> list.size() == 3 && list.stream().allMatch(gap -> gap < 1.3),
            RESET_WITHOUT_PROGRESS)
        .matches(
            "longer and longer: about 1, 2 and 4",
            list -> list.size() == 3 && list.get(1) > 1.5 && list.get(2) > 3);
  }

  @Test
  @Order(6)
  void aRepeatIsNoProgress(Bench bench) {
    StepFeed.Script first = StepFeed.breaks(StepFeed.exactly(1), AWAY);
    StepReader reader = new StepReader(bench, new StepFeed(first, first, first)).start();

    bench
        .expect(
            "seconds between four calls, of which the first three all bring news 1, then break",
            gaps(reader))
        .matches(
            "longer and longer: about 1, 2 and 4",
            list -> list.size() == 3 && list.get(1) > 1.5 && list.get(2) > 3);
  }

  private static boolean cancelled(Status status) {
    return status.getCode() == Status.Code.CANCELLED;
  }

  /** The seconds between the first four calls. */
  private static List<Double> gaps(StepReader reader) {
    List<Double> gaps = new ArrayList<>();
    for (int call = 1; call <= 3 && reader.nextCall(call, Duration.ofMinutes(1)); call++) {
      gaps.add(reader.secondsAfter(call));
    }
    return gaps;
  }

  private static List<Long> asked(StepFeed feed) {
    return List.copyOf(feed.asked);
  }

  /** Moves the time, call by call, until the reader has come to an end. */
  private static void toTheEnd(Bench bench, StepReader reader) {
    for (int i = 0; i < 3 && reader.ends.isEmpty(); i++) {
      reader.nextCall(Duration.ofMinutes(1));
    }
    bench.await(
        "the reader comes to the end of the feed",
        () -> !reader.ends.isEmpty(),
        "onEnd was not called; processed so far: " + reader.processed);
  }
}
