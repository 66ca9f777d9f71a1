package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.DELAY_DOES_NOT_GROW;
import static workbook.bench.diagnosis.RestartDiagnosis.DELAY_NOT_CAPPED;
import static workbook.bench.diagnosis.RestartDiagnosis.DELAY_OVERFLOWS;
import static workbook.bench.diagnosis.RestartDiagnosis.NEVER_RESET;
import static workbook.bench.diagnosis.RestartDiagnosis.NO_DELAY;
import static workbook.bench.diagnosis.RestartDiagnosis.NO_JITTER;
import static workbook.bench.diagnosis.RestartDiagnosis.RESET_WITHOUT_PROGRESS;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Expectation;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.Words;
import workbook.bench.world.Faults;

@Step(value = 3, openEnded = true)
class Step3ALongerAndLongerDelay {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofSeconds(30);
  private static final double[] GROWING = {1, 2, 4, 8, 16, 30, 30, 30};

  @Test
  @Order(1)
  void doublesUpToItsCap(Bench bench) {
    Backoff backoff = new Backoff(FIRST, CAP, () -> 0.5);

    double firstDelay = seconds(backoff.next());
    for (int i = 0; i < GROWING.length; i++) {
      double delay = i == 0 ? firstDelay : seconds(backoff.next());
      Expectation<Double> expectation =
          bench.expect("seconds of delay after failure " + (i + 1), delay);
      if (i == 1) {
        expectation.diagnose(firstDelay, DELAY_DOES_NOT_GROW);
      }
      within(expectation.diagnose(value -> value > 36, DELAY_NOT_CAPPED), GROWING[i]);
    }
    for (int i = GROWING.length; i < 200; i++) {
      String what = "seconds of delay after failure " + (i + 1);
      try {
        within(
            bench.expect(what, seconds(backoff.next())).diagnose(value -> true, DELAY_OVERFLOWS),
            30);
      } catch (ArithmeticException e) {
        throw new Mismatch(what + ": 30, spread by 20 % at the most", Words.thrown(e))
            .because(DELAY_OVERFLOWS);
      }
    }
    for (double chance : new double[] {0, 0.95}) {
      Backoff spread = new Backoff(FIRST, CAP, () -> chance);
      for (int i = 0; i < GROWING.length; i++) {
        within(
            bench.expect(
                "seconds of delay after failure %d, when random gives %s each time"
                    .formatted(i + 1, chance),
                seconds(spread.next())),
            GROWING[i]);
      }
    }
  }

  @Test
  @Order(2)
  void twoClientsDoNotWaitEquallyLong(Bench bench) {
    TreeSet<Duration> delays = new TreeSet<>();
    for (int i = 0; i < 400; i++) {
      double random = i / 400.0;
      Duration delay = new Backoff(FIRST, CAP, () -> random).next();
      within(bench.expect("seconds of the first delay", seconds(delay)), 1);
      delays.add(delay);
    }

    bench
        .expect("different first delays of 400 clients", delays.size())
        .diagnose(1, NO_JITTER)
        .matches("more than five", count -> count > 5);
    // Far enough inside that a chance of the backoff's own, if it has one, gets there too.
    bench
        .expect("seconds of the shortest first delay of 400 clients", seconds(delays.first()))
        .matches("near 0.8", shortest -> shortest < 0.88);
    bench
        .expect("seconds of the longest first delay of 400 clients", seconds(delays.last()))
        .matches("near 1.2", longest -> longest > 1.12);
  }

  @Test
  @Order(3)
  void norAtTheCap(Bench bench) {
    AtomicInteger draws = new AtomicInteger();
    Backoff backoff = new Backoff(FIRST, CAP, () -> draws.getAndIncrement() % 20 / 20.0);
    for (int i = 0; i < 10; i++) {
      backoff.next();
    }
    Set<Duration> delays = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      delays.add(backoff.next());
    }

    bench
        .expect("different delays among 20 at the cap, each with another chance", delays.size())
        .diagnose(1, NO_JITTER)
        .matches("more than one", count -> count > 1);
  }

  @Test
  @Order(4)
  void theReaderWaitsLongerAfterEachFailure(Bench bench) {
    Status busy = Status.UNAVAILABLE.withDescription("starting up");
    StepFeed feed = new StepFeed(StepFeed.fails(busy), StepFeed.upTo(1));
    StepReader reader =
        new StepReader(bench, feed, Faults.refused(), Faults.none(), Faults.refused()).start();

    List<Double> gaps = gaps(reader, 3);
    bench
        .expect("seconds between four calls, three of which fail without any news", gaps)
        .diagnose(
            list -> list.stream().allMatch(gap -> gap == 0) && reader.calls.eachAtAnEnd(), NO_DELAY)
        .diagnose(
            list ->
                list.stream().allMatch(gap -> within(gap, 1))
                    && reader.delaysDrawn.get() == 3
                    && bench.time().delays().stream().noneMatch(Step3ALongerAndLongerDelay::grown),
            RESET_WITHOUT_PROGRESS)
        .matches(
            "about 1, 2 and 4",
            list -> within(list.get(0), 1) && within(list.get(1), 2) && within(list.get(2), 4));
  }

  @Test
  @Order(5)
  void newsEndTheCount(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(9), StepFeed.upTo(9), StepFeed.upTo(9));
    StepReader reader =
        new StepReader(
                bench,
                feed,
                Faults.refused(),
                Faults.refused(),
                Faults.refused(),
                Faults.cutAfter(1),
                Faults.refused(),
                Faults.cutAfter(1))
            .start();

    List<Double> gaps = gaps(reader, 6);
    bench
        .expect("seconds to the next call after a call that brought news, then broke", gaps.get(3))
        .diagnose(gap -> within(gap, 8), NEVER_RESET)
        .matches("about 1", gap -> within(gap, 1));
    bench
        .expect(
            "seconds to the next call after another failure, and then a call that brought news and"
                + " broke",
            gaps.get(5))
        .matches("about 1", gap -> within(gap, 1));
  }

  @Test
  @Order(6)
  void halfASecondIsADelayToo(Bench bench) {
    StepReader reader =
        new StepReader(bench, Duration.ofMillis(500), new StepFeed(), Faults.refused()).start();

    bench
        .expect("seconds to the second call, when first is half a second", gaps(reader, 1).get(0))
        .diagnose(gap -> gap == 0, NO_DELAY)
        .matches("about 0.5", gap -> within(gap, 0.5) || gap == 0.6);
  }

  private static List<Double> gaps(StepReader reader, int count) {
    List<Double> gaps = new ArrayList<>();
    for (int call = 1; call <= count; call++) {
      if (!reader.nextCall(call, Duration.ofMinutes(1))) {
        throw new Mismatch(
            "call " + (call + 1) + " after call " + call + " has failed",
            "none within a minute" + (gaps.isEmpty() ? "" : "; so far after " + gaps + " seconds"));
      }
      gaps.add(reader.secondsAfter(call));
    }
    return gaps;
  }

  private static void within(Expectation<Double> delay, double plain) {
    delay.matches(
        "%s, spread by 20 %% at the most".formatted((long) plain), value -> within(value, plain));
  }

  private static boolean within(double value, double plain) {
    return value > plain * 0.79 && value < plain * 1.21;
  }

  /** A delay of the reader's, longer than its first one; gRPC's own timers are longer still. */
  private static boolean grown(Duration delay) {
    return delay.toMillis() > 1_500 && delay.toMinutes() < 1;
  }

  private static double seconds(Duration delay) {
    return delay.toMillis() / 1000.0;
  }
}
