package workbook.bench.balancing;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/**
 * Some real servers, named A, B, C and so on, each on a free port of the loopback network, with a
 * count of what each one did. Everything that comes out of a fleet, channels and forwarders too, is
 * closed with it.
 *
 * <p>Safe for use by any thread.
 */
public final class Fleet implements AutoCloseable {
  private static final long UNTOUCHED_MILLIS = 1_000;
  private static final long WARM_LIMIT_MILLIS = 4_000;

  private final List<Backend> servers = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> others = new CopyOnWriteArrayList<>();
  private final AtomicReference<Consumer<Backend>> mishap = new AtomicReference<>();
  private final AtomicReference<Status> refusal = new AtomicReference<>();

  private static boolean networkLoaded;

  private Fleet() {}

  /**
   * Makes one call, so that the classes of the network are loaded before a step's time begins to
   * run: that takes seconds where the computer is busy. Once in a JVM.
   */
  public static synchronized void loadTheNetwork() {
    if (!networkLoaded) {
      try (Fleet fleet = of(1)) {
        fleet.warm(fleet.channel("round_robin"));
        networkLoaded = true;
      } catch (StatusRuntimeException | UncheckedIOException tellsNothing) {
        // The step itself has words for what fails, and it is not run if its preparation fails.
      }
    }
  }

  /** Starts so many servers. */
  public static Fleet of(int count) {
    Fleet fleet = new Fleet();
    try {
      for (int i = 0; i < count; i++) {
        fleet.add();
      }
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
    return fleet;
  }

  /** Starts one more server and returns its address. */
  public InetSocketAddress add() {
    Backend server = new Backend(String.valueOf((char) ('A' + servers.size())), mishap, refusal);
    servers.add(server);
    return server.address();
  }

  /** The addresses of all servers, dead ones too, from A on. */
  public List<InetSocketAddress> addresses() {
    return servers.stream().map(Backend::address).toList();
  }

  /** The names of all servers, dead ones too, from A on. */
  public List<String> names() {
    return servers.stream().map(Backend::name).toList();
  }

  /** How many questions each server was asked since the last {@link #forget}, by its name. */
  public Map<String, Integer> questions() {
    return count(Backend::questions);
  }

  /**
   * How many calls that are streams each server was given since the last {@link #forget}, by its
   * name.
   */
  public Map<String, Integer> streams() {
    return count(Backend::streams);
  }

  /**
   * On how many connections calls came to each server since the last {@link #forget}, by its name.
   */
  public Map<String, Integer> connections() {
    return count(Backend::connectionsWithCalls);
  }

  /** How many clients follow the items of some server now. */
  public int following() {
    return servers.stream().mapToInt(Backend::following).sum();
  }

  /** Sets these counts to 0. */
  public void forget() {
    servers.forEach(Backend::forget);
  }

  /** Cuts the server of this name off, as a crash would. It does not come back. */
  public void kill(String name) {
    server(name).close();
  }

  /** Cuts off whichever server is asked next by the unary call, before it answers. */
  public void killTheNextOneAsked() {
    mishap.set(Backend::close);
  }

  /** Lets whichever server is asked next by the unary call answer with this status, once. */
  public void refuseTheNextQuestion(Status status) {
    refusal.set(status);
  }

  /** A balancer of layer 4 in front of the servers that are there now. */
  public TcpForwarder tcpForwarder() {
    return closedWithThis(new TcpForwarder(addresses()));
  }

  /**
   * A balancer of layer 7 in front of the servers that are there now, with a connection to each of
   * them.
   */
  public GrpcForwarder grpcForwarder() {
    ManagedChannel spread = channel("round_robin");
    warm(spread);
    return closedWithThis(new GrpcForwarder(spread));
  }

  /** A channel that knows all servers that are there now and picks among them by this policy. */
  public ManagedChannel channel(String policy) {
    NameResolverRegistry registry = new NameResolverRegistry();
    registry.register(new FixedList(addresses()));
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                FixedList.SCHEME + ":///fleet", InsecureChannelCredentials.create(), registry)
            .defaultLoadBalancingPolicy(policy)
            .build();
    return closedWithThis(channel);
  }

  /** A channel to one address and nothing else. */
  public ManagedChannel channel(InetSocketAddress address) {
    return closedWithThis(
        Grpc.newChannelBuilderForAddress(
                address.getAddress().getHostAddress(),
                address.getPort(),
                InsecureChannelCredentials.create())
            .build());
  }

  /** Closes this channel when the fleet is closed. */
  public ManagedChannel closedWithThis(ManagedChannel channel) {
    others.add(channel::shutdownNow);
    return channel;
  }

  private <T extends AutoCloseable> T closedWithThis(T closeable) {
    others.add(closeable);
    return closeable;
  }

  /**
   * Makes unary calls until each server has answered one, so that all connections are there, and
   * then forgets the counts. Some channels never reach all servers: gives up after 1 s if a server
   * that is missing was not even connected to, and after 4 s in any case.
   *
   * @return the names of the servers that have answered
   * @throws StatusRuntimeException if a call fails
   */
  public Set<String> warm(ManagedChannel channel) {
    return warm(channel, Set.copyOf(names()));
  }

  /** The same for these servers only. */
  public Set<String> warm(ManagedChannel channel, Set<String> wanted) {
    FleetGrpc.FleetBlockingStub stub = FleetGrpc.newBlockingStub(channel);
    Set<String> seen = new HashSet<>();
    long start = System.nanoTime();
    while (!seen.containsAll(wanted) && mayStillComeTo(wanted, seen, System.nanoTime() - start)) {
      seen.add(
          stub.withDeadlineAfter(5, TimeUnit.SECONDS)
              .who(Question.getDefaultInstance())
              .getServer());
    }
    forget();
    return seen;
  }

  private boolean mayStillComeTo(Set<String> wanted, Set<String> seen, long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    boolean allTouched =
        servers.stream()
            .filter(server -> wanted.contains(server.name()) && !seen.contains(server.name()))
            .allMatch(server -> server.connections() > 0);
    return millis < (allTouched ? WARM_LIMIT_MILLIS : UNTOUCHED_MILLIS);
  }

  private Backend server(String name) {
    return servers.stream().filter(server -> server.name().equals(name)).findFirst().orElseThrow();
  }

  private Map<String, Integer> count(ToIntFunction<Backend> what) {
    Map<String, Integer> counts = new TreeMap<>();
    servers.forEach(server -> counts.put(server.name(), what.applyAsInt(server)));
    return counts;
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(others);
    all.addAll(servers);
    for (AutoCloseable closeable : all) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot be closed", e);
      }
    }
  }
}
