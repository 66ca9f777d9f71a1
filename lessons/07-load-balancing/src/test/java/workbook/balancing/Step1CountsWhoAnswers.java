package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.COUNTED_ONCE;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ONE_DEADLINE_FOR_ALL;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(1)
class Step1CountsWhoAnswers {
  @BeforeAll
  static void loadTheNetwork() {
    Fleet.loadTheNetwork();
  }

  private static final int CALLS = 30;

  @Test
  @Order(1)
  void eachCallHasADeadlineOfItsOwn(Bench bench) {
    Fleet fleet = Fleets.of(bench, 1);
    StepAttempts attempts = new StepAttempts(Duration.ofSeconds(5));
    Channel channel = ClientInterceptors.intercept(fleet.channel("pick_first"), attempts);

    try {
      Tally.ofCalls(channel, CALLS);
    } catch (StatusRuntimeException e) {
      // If there was no time for an answer, that is to be said first.
      attempts.expectDeadlines();
      throw e;
    }

    bench.expect("calls that are made for a tally of " + CALLS, attempts.count()).is(CALLS);
    if (attempts.severalAtOnce()) {
      throw new Mismatch(
          "each call is made when the one before has been answered", "one is made earlier");
    }
    attempts.expectDeadlines();
    bench
        .expect("deadlines of " + CALLS + " calls", attempts.deadlines())
        .diagnose(1L, ONE_DEADLINE_FOR_ALL)
        .is((long) CALLS);
  }

  @Test
  @Order(2)
  void withPickFirstOneServerAnswersAll(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);

    Map<String, Integer> tally = Tally.ofCalls(fleet.channel("pick_first"), CALLS);

    expectTrue(bench, fleet, tally);
    bench.expect("servers that answered a channel with pick_first", tally.size()).is(1);
  }

  @Test
  @Order(3)
  void behindATcpForwarderOneServerAnswersAll(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);

    Map<String, Integer> tally =
        Tally.ofCalls(fleet.channel(fleet.tcpForwarder().address()), CALLS);

    expectTrue(bench, fleet, tally);
    bench.expect("servers that answered through the L4 forwarder", tally.size()).is(1);
  }

  @Test
  @Order(4)
  void withRoundRobinAndBehindAGrpcForwarderAllAnswer(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel spread = fleet.channel("round_robin");
    fleet.warm(spread);

    bench.expect("the tally with round_robin", Tally.ofCalls(spread, CALLS)).is(Fleets.each(10));

    ManagedChannel one = fleet.channel(fleet.grpcForwarder().address());
    bench
        .expect("the tally through the L7 forwarder", Tally.ofCalls(one, CALLS))
        .is(Fleets.each(10));
  }

  private static void expectTrue(Bench bench, Fleet fleet, Map<String, Integer> tally) {
    Map<String, Integer> asked = fleet.questions();
    asked.values().removeIf(count -> count == 0);
    bench
        .expect(
            "questions that reached the servers in " + CALLS + " calls",
            asked.values().stream().mapToInt(Integer::intValue).sum())
        .is(CALLS);
    bench
        .expect("the tally of " + CALLS + " calls", tally)
        .diagnose(Step1CountsWhoAnswers::onlyOnes, COUNTED_ONCE)
        .is(asked);
  }

  private static boolean onlyOnes(Map<String, Integer> counts) {
    return counts != null
        && !counts.isEmpty()
        && counts.values().stream().allMatch(count -> count == 1);
  }
}
