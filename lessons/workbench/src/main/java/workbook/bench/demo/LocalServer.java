package workbook.bench.demo;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real server, Netty on a loopback port and without encryption, that runs a learner's services
 * together with reflection (so that grpcurl and its like find out what it offers) and health.
 *
 * <p>Nothing outside this machine can reach it. Ending the JVM, by Ctrl+C too, closes it. All
 * methods may be called from any thread.
 */
public final class LocalServer implements AutoCloseable {
  /** The port where nothing else is asked for; the one that gRPC's own examples use. */
  public static final int DEFAULT_PORT = 50_051;

  /** How long {@link #close} waits for open calls to end, and again after it has cut them off. */
  private static final long CLOSE_SECONDS = 2;

  private final HealthStatusManager health = new HealthStatusManager();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Server server;
  private final ManagedChannel channel;
  private final Thread atExit = new Thread(this::stop, "local-server-at-exit");

  private LocalServer(int port, BindableService... services) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                InsecureServerCredentials.create())
            .addService(ProtoReflectionServiceV1.newInstance())
            .addService(health.getHealthService());
    for (BindableService service : services) {
      ServerServiceDefinition definition = service.bindService();
      builder.addService(definition);
      health.setStatus(definition.getServiceDescriptor().getName(), ServingStatus.SERVING);
    }
    try {
      server = builder.build().start();
    } catch (IOException e) {
      throw Ports.refused(port, e);
    }
    channel = channelTo(server.getPort());
  }

  /**
   * Starts a server on the port that is asked for on the command line: by an argument {@code
   * port=N} ({@code --port=N} and {@code -Dport=N} too), else by the system property {@code port},
   * else {@link #DEFAULT_PORT}. Prints one line on standard output with the address and how to stop
   * it.
   *
   * @param args a {@code main}'s arguments; others than the port's are left alone
   * @param services what to serve
   * @throws CannotServeException if the port is taken or is none; the message says what to do
   */
  public static LocalServer start(String[] args, BindableService... services) {
    return start(Ports.asked(args), services);
  }

  /**
   * Starts a server on the given port. Prints one line on standard output with the address and how
   * to stop it.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @param services what to serve
   * @throws CannotServeException if the port is taken; the message says what to do
   * @throws IllegalArgumentException if the port is out of its range
   */
  public static LocalServer start(int port, BindableService... services) {
    LocalServer local = new LocalServer(port, services);
    Runtime.getRuntime().addShutdownHook(local.atExit);
    System.out.println("Serving on " + local.address() + " (Ctrl+C stops it)");
    return local;
  }

  /**
   * A new plaintext channel to a server on this machine. The caller shuts it down.
   *
   * @param port 1 to 65535
   */
  public static ManagedChannel channelTo(int port) {
    return Grpc.newChannelBuilder(address(port), InsecureChannelCredentials.create()).build();
  }

  /** The one channel to this server for a demo's client; it is closed with the server. */
  public ManagedChannel channel() {
    return channel;
  }

  /** The port that the server listens on, from 1 to 65535 even if 0 was asked for. */
  public int port() {
    return server.getPort();
  }

  /** Where the server listens, such as {@code 127.0.0.1:50051}. */
  public String address() {
    return address(port());
  }

  /**
   * Serves until the server is closed or the JVM ends.
   *
   * @throws InterruptedException if the waiting thread is interrupted; the server goes on
   */
  public void awaitClose() throws InterruptedException {
    server.awaitTermination();
  }

  /**
   * Takes no more calls, gives open ones two seconds to end, then cuts them off and waits two more
   * seconds at the most. Closing again does nothing. If the thread is interrupted, open calls are
   * cut off at once and the thread stays interrupted.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending and the hook is at work.
    }
    stop();
  }

  private void stop() {
    // Ctrl+C stops it from the hook and, at the same time, from whoever waited for the end.
    if (stopping.compareAndSet(false, true)) {
      health.enterTerminalState();
    }
    server.shutdown();
    channel.shutdown();
    try {
      if (!server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
        server.shutdownNow();
        server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static String address(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    String host = loopback.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
