package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ALL_IN_ONE_GROUP;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ONLY_SOME_SERVERS;

import io.grpc.EquivalentAddressGroup;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(2)
class Step2TheChannelIsToldAllServers {
  @BeforeAll
  static void loadTheNetwork() {
    Fleet.loadTheNetwork();
  }

  @Test
  @Order(1)
  void eachServerIsAGroupOfItsOwn(Bench bench) {
    StepList list = new StepList(StepList.addresses(3));
    SynchronizationContext context = new SynchronizationContext((thread, thrown) -> {});
    ServerListResolver resolver = new ServerListResolver(list, context);
    StepChannel told = new StepChannel();

    context.execute(() -> resolver.start(told));
    bench.comesTrue(() -> told.times() > 0);

    List<EquivalentAddressGroup> groups = told.last("the channel is told three servers");
    bench
        .expect(
            "the addresses that the channel was told",
            sorted(told.lastAddresses("the channel is told three servers")))
        .diagnose(addresses -> addresses.size() < 3, ONLY_SOME_SERVERS)
        .is(sorted(list.now()));
    bench
        .expect("address groups for three servers", groups.size())
        .diagnose(1, ALL_IN_ONE_GROUP)
        .is(3);
  }

  @Test
  @Order(2)
  void aChannelWithRoundRobinSpreadsItsCalls(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel =
        fleet.closedWithThis(
            Grpc.newChannelBuilder(
                    "list:///fleet",
                    InsecureChannelCredentials.create(),
                    Fleets.resolvers(new StepList(fleet.addresses())))
                .defaultLoadBalancingPolicy("round_robin")
                .build());

    bench.expect("servers that answer", fleet.warm(channel)).is(Fleets.names("A", "B", "C"));
    bench.expect("the tally of 30 calls", Tally.ofCalls(channel, 30)).is(Fleets.each(10));
  }

  /** In an order of their own: the order of the list is free. */
  private static List<String> sorted(List<? extends SocketAddress> addresses) {
    return addresses.stream().map(Object::toString).sorted().toList();
  }
}
