package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.DEFAULT_POLICY;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.NO_SUCH_POLICY;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.OTHER_RESOLVERS;

import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusRuntimeException;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
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
    Fleet.loadTheNetwork();
  }

  @Test
  @Order(1)
  void allServersAnswerInTurn(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = fleet.closedWithThis(open(new StepList(fleet.addresses())));

    bench
        .expect("servers that answer", answering(fleet, channel, "the new channel"))
        .diagnose(servers -> servers.size() == 1, DEFAULT_POLICY)
        .is(Fleets.names("A", "B", "C"));
    bench.expect("the tally of 30 calls", Tally.ofCalls(channel, 30)).is(Fleets.each(10));
  }

  @Test
  @Order(2)
  void eachChannelIsItsOwn(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ServerList servers = new StepList(fleet.addresses());
    NameResolverRegistry others = new NameResolverRegistry();
    others.register(new StepOtherScheme(new ServerListProvider(servers)));

    open(servers).shutdownNow();

    bench
        .expect(
            "servers that answer on a second channel, when the first has been shut down",
            answering(
                fleet,
                fleet.closedWithThis(open(servers)),
                "a second channel, when the first has been shut down,"))
        .is(Fleets.names("A", "B", "C"));
    bench
        .expect(
            "servers that answer on a channel to another target, other:///servers",
            answering(
                fleet,
                fleet.closedWithThis(FleetChannel.open("other:///servers", others)),
                "a channel to another target"))
        .is(Fleets.names("A", "B", "C"));
  }

  private static ManagedChannel open(ServerList servers) {
    String expected = "a channel to list:///fleet";
    try {
      ManagedChannel channel = FleetChannel.open("list:///fleet", Fleets.resolvers(servers));
      if (channel == null) {
        throw new Mismatch(expected, "null");
      }
      return channel;
    } catch (IllegalArgumentException e) {
      if (String.valueOf(e.getMessage()).contains("NameResolver")) {
        throw new Mismatch(expected, Words.thrown(e)).because(OTHER_RESOLVERS);
      }
      throw e;
    } catch (IllegalStateException e) {
      if (String.valueOf(e.getMessage()).contains("specified by Service Config are available")) {
        throw new Mismatch(
                "a channel with a policy that there is",
                e.getMessage().replaceFirst(".*description=([^,]*),.*", "$1"))
            .because(NO_SUCH_POLICY);
      }
      throw e;
    }
  }

  private static Set<String> answering(Fleet fleet, ManagedChannel channel, String which) {
    try {
      return fleet.warm(channel);
    } catch (StatusRuntimeException e) {
      Mismatch mismatch =
          new Mismatch("a call on " + which + " is answered", Words.status(e.getStatus()));
      boolean noSuchPolicy =
          String.valueOf(e.getStatus().getDescription()).contains("Could not find policy");
      throw noSuchPolicy ? mismatch.because(NO_SUCH_POLICY) : mismatch;
    }
  }
}
