package workbook.bench.balancing;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/**
 * A load balancer of layer 7: it takes gRPC calls and hands each one on by a channel of its own,
 * which picks the server. It does not look into the messages. Metadata, trailers and the status
 * pass unchanged, a cancel and a deadline reach the server, and an end that reads slowly slows down
 * the one that writes.
 *
 * <p>Safe for use by any thread.
 */
public final class GrpcForwarder implements AutoCloseable {
  private final ManagedChannel servers;
  private final Server front;

  /** Starts one on a free port of the loopback network; the channel is closed with it. */
  public GrpcForwarder(ManagedChannel servers) {
    this.servers = servers;
    try {
      front =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  InsecureServerCredentials.create())
              .fallbackHandlerRegistry(new EveryMethod())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), front.getPort());
  }

  @Override
  public void close() {
    front.shutdownNow();
    servers.shutdownNow();
  }

  /** Has a handler for any method, whatever its name, of messages that are just bytes. */
  private final class EveryMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.newBuilder(new Bytes(), new Bytes())
              .setFullMethodName(name)
              .setType(MethodDescriptor.MethodType.UNKNOWN)
              .build();
      return ServerMethodDefinition.create(method, new Forward());
    }
  }

  private final class Forward implements ServerCallHandler<byte[], byte[]> {
    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> client, Metadata headers) {
      // The call's deadline and its cancellation are in the current Context: the new call inherits
      // both.
      ClientCall<byte[], byte[]> server =
          servers.newCall(client.getMethodDescriptor(), CallOptions.DEFAULT);
      Valve towardsServer = new Valve(server::isReady, () -> client.request(1));
      Valve towardsClient = new Valve(client::isReady, () -> server.request(1));
      server.start(new Answers(client, towardsServer, towardsClient), headers);
      towardsServer.open();
      towardsClient.open();
      return new Requests(server, towardsServer, towardsClient);
    }
  }

  /** What the client sends goes to the server. */
  private static final class Requests extends ServerCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> server;
    private final Valve towardsServer;
    private final Valve towardsClient;

    Requests(ClientCall<byte[], byte[]> server, Valve towardsServer, Valve towardsClient) {
      this.server = server;
      this.towardsServer = towardsServer;
      this.towardsClient = towardsClient;
    }

    @Override
    public void onMessage(byte[] message) {
      server.sendMessage(message);
      towardsServer.passed();
    }

    @Override
    public void onHalfClose() {
      server.halfClose();
    }

    @Override
    public void onReady() {
      towardsClient.drained();
    }
  }

  /** What the server sends goes to the client. */
  private static final class Answers extends ClientCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> client;
    private final Valve towardsServer;
    private final Valve towardsClient;

    Answers(ServerCall<byte[], byte[]> client, Valve towardsServer, Valve towardsClient) {
      this.client = client;
      this.towardsServer = towardsServer;
      this.towardsClient = towardsClient;
    }

    @Override
    public void onHeaders(Metadata headers) {
      client.sendHeaders(headers);
    }

    @Override
    public void onMessage(byte[] message) {
      client.sendMessage(message);
      towardsClient.passed();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      client.close(status, trailers);
    }

    @Override
    public void onReady() {
      towardsServer.drained();
    }
  }

  /**
   * Lets one message at a time through in one direction: the next one is asked for only while the
   * end that it goes to has room. Without it, everything that a fast sender sends would pile up
   * here.
   */
  private static final class Valve {
    private final BooleanSupplier room;
    private final Runnable askForOne;
    private boolean waiting;

    Valve(BooleanSupplier room, Runnable askForOne) {
      this.room = room;
      this.askForOne = askForOne;
    }

    /** The first message is always asked for. */
    void open() {
      askForOne.run();
    }

    /** A message has gone through. */
    void passed() {
      boolean ask;
      synchronized (this) {
        // Set before looking: if room comes in between, drained() sees that somebody waits for it.
        waiting = true;
        ask = takeIfRoom();
      }
      if (ask) {
        askForOne.run();
      }
    }

    /** The end that the messages go to has room again. */
    void drained() {
      boolean ask;
      synchronized (this) {
        ask = takeIfRoom();
      }
      if (ask) {
        askForOne.run();
      }
    }

    private boolean takeIfRoom() {
      boolean ask = waiting && room.getAsBoolean();
      waiting = waiting && !ask;
      return ask;
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        return message.readAllBytes();
      } catch (IOException e) {
        throw Status.INTERNAL.withCause(e).asRuntimeException();
      }
    }
  }
}
