package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.BROKEN_STREAM_HUSHED_UP;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.BROKEN_STREAM_WAITED_FOR;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ONE_STREAM_FOR_ALL;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(6)
class Step6AStreamStaysWhereItIs {
  @BeforeAll
  static void loadTheNetwork() {
    Fleets.loadTheNetwork();
  }

  @Test
  @Order(1)
  void sixStreamsSpread(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = Fleets.spread(fleet);

    Attempts calls = new Attempts();
    Map<String, Integer> tally = tally(bench, ClientInterceptors.intercept(channel, calls), 6, 60);

    bench
        .expect(
            "streams that were opened",
            fleet.streams().values().stream().mapToInt(Integer::intValue).sum())
        .diagnose(1, ONE_STREAM_FOR_ALL)
        .is(6);
    bench.expect("streams that each server was given", fleet.streams()).is(Fleets.each(2));
    bench.expect("questions that each server was asked", fleet.questions()).is(Fleets.each(20));
    bench.expect("the tally of 60 questions", tally).is(Fleets.each(20));
    calls.expectDeadlines(Duration.ofSeconds(5));
  }

  @Test
  @Order(2)
  void oneStreamHasOneServer(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);

    Channel channel = Fleets.spread(fleet);

    Map<String, Integer> spread = tally(bench, channel, 1, 9);
    bench
        .expect("the tally of 9 questions in one stream", List.copyOf(spread.values()))
        .is(List.of(9));
    Map<String, Integer> two = tally(bench, channel, 2, 7);
    bench
        .expect("the tally of 7 questions in two streams", two.values().stream().sorted().toList())
        .is(List.of(3, 4));

    Channel forwarded = fleet.channel(fleet.grpcForwarder().address());
    Map<String, Integer> tally = tally(bench, forwarded, 1, 9);
    bench
        .expect(
            "the tally of 9 questions in one stream through the L7 forwarder",
            List.copyOf(tally.values()))
        .is(List.of(9));
  }

  @Test
  @Order(3)
  void aBrokenStreamShows(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = Fleets.spread(fleet);
    Fleets.killAll(bench, fleet, channel);

    Background<Map<String, Integer>> tally =
        bench.background("ofMessages", () -> StreamTally.ofMessages(channel, 3, 9));

    if (!bench.comesTrue(tally::done)) {
      throw new Mismatch("ofMessages throws when a stream breaks", "it still waits")
          .because(BROKEN_STREAM_WAITED_FOR);
    }
    if (returned(tally)) {
      throw new Mismatch("ofMessages throws when a stream breaks", "it returned a tally")
          .because(BROKEN_STREAM_HUSHED_UP);
    }
    Status status =
        tally.expectThrows("ofMessages throws when a stream breaks", StatusRuntimeException.class);
    bench
        .expect("the code that ofMessages throws when all servers are dead", status.getCode())
        .is(Status.Code.UNAVAILABLE);
  }

  private static Map<String, Integer> tally(
      Bench bench, Channel channel, int streams, int questions) {
    return bench
        .background("ofMessages", () -> StreamTally.ofMessages(channel, streams, questions))
        .expectReturn("ofMessages returns when all streams have ended");
  }

  private static boolean returned(Background<?> ended) {
    try {
      ended.expectReturn("a tally");
      return true;
    } catch (Mismatch thrown) {
      return false;
    }
  }
}
