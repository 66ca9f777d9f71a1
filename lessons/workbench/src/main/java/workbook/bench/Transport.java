package workbook.bench;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import workbook.bench.world.LateTime;
import workbook.bench.world.ManualTime;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;

/** What carries the calls of a bench: how a server is made, and a channel to it. */
interface Transport {

  /** A server that nobody has started yet. */
  ServerBuilder<?> server();

  /** A channel to such a server, which has been started. */
  ManagedChannelBuilder<?> channel(Server server);

  /** In this JVM, on the threads that cause things, with deadlines on this time. */
  static Transport inProcess(ManualTime time) {
    return new Transport() {
      @Override
      public ServerBuilder<?> server() {
        return InProcessServerBuilder.forName(InProcessServerBuilder.generateName())
            .scheduledExecutorService(new LateTime(time))
            .directExecutor();
      }

      @Override
      public ManagedChannelBuilder<?> channel(Server server) {
        return InProcessChannelBuilder.forAddress(server.getListenSockets().get(0))
            .directExecutor()
            .scheduledExecutorService(time);
      }
    };
  }

  /** By Netty over a free loopback port, on gRPC's own threads. */
  static Transport netty() {
    return new Transport() {
      @Override
      public ServerBuilder<?> server() {
        return NettyServerBuilder.forAddress(loopback(0));
      }

      @Override
      public ManagedChannelBuilder<?> channel(Server server) {
        return NettyChannelBuilder.forAddress(loopback(server.getPort())).usePlaintext();
      }
    };
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Makes a call over Netty, so that all of it is loaded. */
  static void loadNetty() {
    Transport netty = netty();
    Server server = null;
    ManagedChannel channel = null;
    try {
      server = netty.server().build().start();
      channel = netty.channel(server).build();
      EchoGrpc.newBlockingStub(channel).unaryEcho(EchoRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      // Nobody serves this method: the call came through.
    } catch (IOException e) {
      // The step itself has words for it, and it is not run if its preparation fails.
    } finally {
      if (channel != null) {
        channel.shutdownNow();
      }
      if (server != null) {
        server.shutdownNow();
      }
    }
  }
}
