package workbook.balancing;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;

/** Makes the channels on which the calls to a fleet of servers are spread. */
public final class FleetChannel {
  private FleetChannel() {}

  /**
   * A channel without TLS that spreads its calls over all servers that the target stands for.
   *
   * @param target what to resolve, such as {@code list:///fleet}
   * @param resolvers knows the target's scheme
   */
  public static ManagedChannel open(String target, NameResolverRegistry resolvers) {
    // tag::step-3[]
    return Grpc.newChannelBuilder("list:///fleet", InsecureChannelCredentials.create(), resolvers)
        .defaultLoadBalancingPolicy("round_robin")
        .build();
    // end::step-3[]
  }
}
