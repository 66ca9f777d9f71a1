package workbook.balancing;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import workbook.bench.Bench;
import workbook.bench.balancing.Fleet;

/** Real servers that are closed when the step is over. */
final class Fleets {
  private Fleets() {}

  static Fleet of(Bench bench, int servers) {
    bench.overTheNetwork();
    return bench.closeAfterwards(Fleet.of(servers));
  }

  /** A channel on which calls are spread already. */
  static ManagedChannel spread(Fleet fleet) {
    ManagedChannel channel = fleet.channel("round_robin");
    fleet.warm(channel);
    return channel;
  }

  /** Names in the order in which people read them, for messages. */
  static Set<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }

  /** The same number for each of A, B and C. */
  static Map<String, Integer> each(int count) {
    Map<String, Integer> counts = new TreeMap<>();
    names("A", "B", "C").forEach(name -> counts.put(name, count));
    return counts;
  }

  /** Kills all servers and waits until the channel has noticed it. */
  static void killAll(Bench bench, Fleet fleet, ManagedChannel channel) {
    fleet.names().forEach(fleet::kill);
    bench.await(
        "the channel notices that all servers are dead",
        () -> channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE,
        "it is " + channel.getState(false));
  }

  /** Knows the scheme {@code list}, by the learner's resolver. */
  static NameResolverRegistry resolvers(ServerList servers) {
    NameResolverRegistry resolvers = new NameResolverRegistry();
    resolvers.register(new ServerListProvider(servers));
    return resolvers;
  }
}
