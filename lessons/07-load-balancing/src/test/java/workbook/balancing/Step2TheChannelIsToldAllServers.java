package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ALL_IN_ONE_GROUP;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ONLY_SOME_SERVERS;

import io.grpc.EquivalentAddressGroup;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(2)
class Step2TheChannelIsToldAllServers {

  @Test
  @Order(1)
  void eachServerIsAGroupOfItsOwn(Bench bench) {
    Servers list = new Servers(Servers.addresses(3));
    SynchronizationContext context = new SynchronizationContext((thread, thrown) -> {});
    ServerListResolver resolver = new ServerListResolver(list, context);
    Told told = new Told();

    context.execute(() -> resolver.start(told));

    List<EquivalentAddressGroup> groups = told.last("the channel is told three servers");
    bench
        .expect(
            "the addresses that the channel was told",
            Set.copyOf(told.lastAddresses("the channel is told three servers")))
        .diagnose(addresses -> addresses.size() < 3, ONLY_SOME_SERVERS)
        .is(Set.copyOf(list.now()));
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
                    Fleets.resolvers(new Servers(fleet.addresses())))
                .defaultLoadBalancingPolicy("round_robin")
                .build());

    bench.expect("servers that answer", fleet.warm(channel)).is(Set.of("A", "B", "C"));
    bench
        .expect("the tally of 30 calls", Tally.ofCalls(channel, 30))
        .is(Map.of("A", 10, "B", 10, "C", 10));
  }
}
