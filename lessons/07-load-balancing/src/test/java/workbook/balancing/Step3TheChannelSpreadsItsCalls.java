package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.DEFAULT_POLICY;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.NO_SUCH_POLICY;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.OTHER_RESOLVERS;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;
import workbook.bench.conversation.Words;

@Step(3)
class Step3TheChannelSpreadsItsCalls {
  @BeforeAll
  static void loadTheNetwork() {
    Fleets.loadTheNetwork();
  }

  @Test
  void allServersAnswerInTurn(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = fleet.closedWithThis(open(new Servers(fleet.addresses())));

    bench
        .expect("servers that answer", answering(fleet, channel))
        .diagnose(servers -> servers.size() == 1, DEFAULT_POLICY)
        .is(Fleets.names("A", "B", "C"));
    bench.expect("the tally of 30 calls", Tally.ofCalls(channel, 30)).is(Fleets.each(10));
  }

  private static ManagedChannel open(ServerList servers) {
    try {
      return FleetChannel.open("list:///fleet", Fleets.resolvers(servers));
    } catch (IllegalArgumentException e) {
      if (String.valueOf(e.getMessage()).contains("NameResolver")) {
        throw new Mismatch("a channel to list:///fleet", Words.thrown(e)).because(OTHER_RESOLVERS);
      }
      throw e;
    }
  }

  private static Set<String> answering(Fleet fleet, ManagedChannel channel) {
    try {
      return fleet.warm(channel);
    } catch (StatusRuntimeException e) {
      Mismatch mismatch =
          new Mismatch("a call on the new channel is answered", Words.status(e.getStatus()));
      boolean noSuchPolicy =
          String.valueOf(e.getStatus().getDescription()).contains("Could not find policy");
      throw noSuchPolicy ? mismatch.because(NO_SUCH_POLICY) : mismatch;
    }
  }
}
