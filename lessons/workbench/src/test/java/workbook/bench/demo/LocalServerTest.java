package workbook.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Timeout(30)
class LocalServerTest {
  @Test
  void servesOnAFreePortAndFreesItAgain() throws IOException {
    int port;
    try (LocalServer server = LocalServer.start(0, new EchoOnce())) {
      port = server.port();
      assertThat(port).isPositive();
      assertThat(server.address()).isEqualTo("127.0.0.1:" + port);
      assertThat(echo(server.channel(), "hello")).isEqualTo("hello");
    }
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void aChannelOfTheCallersOwnReachesItToo() {
    try (LocalServer server = LocalServer.start(0, new EchoOnce())) {
      ManagedChannel channel = LocalServer.channelTo(server.port());
      try {
        assertThat(echo(channel, "hello")).isEqualTo("hello");
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @Test
  void aTakenPortIsNamedTogetherWithTheWayOut() {
    try (LocalServer first = LocalServer.start(0)) {
      int port = first.port();
      assertThatExceptionOfType(CannotServeException.class)
          .isThrownBy(() -> LocalServer.start(port))
          .withMessageStartingWith("Port " + port + " is taken: ")
          .withMessageContaining("-Dport=")
          .withMessageNotContaining("\n")
          .withNoCause()
          .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
  }

  @Test
  void reflectionListsTheServices() {
    try (LocalServer server = LocalServer.start(0, new EchoOnce())) {
      assertThat(servicesByReflection(server.channel()))
          .contains(EchoGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME);
    }
  }

  @Test
  void everyServiceIsHealthy() {
    try (LocalServer server = LocalServer.start(0, new EchoOnce())) {
      HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(server.channel());
      for (String name : List.of("", EchoGrpc.SERVICE_NAME)) {
        HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(name).build();
        assertThat(health.withDeadlineAfter(10, TimeUnit.SECONDS).check(request).getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
    }
  }

  @Test
  void closesWithinItsLimitThoughACallIsNeverFinished() throws InterruptedException {
    CompletableFuture<EchoResponse> end = new CompletableFuture<>();
    CountDownLatch reached = new CountDownLatch(1);
    EchoGrpc.EchoImplBase silent =
        new EchoGrpc.EchoImplBase() {
          @Override
          public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> answers) {
            reached.countDown();
          }
        };
    LocalServer server = LocalServer.start(0, silent);
    EchoGrpc.newStub(server.channel())
        .unaryEcho(EchoRequest.getDefaultInstance(), new FirstOf<>(end));
    assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();

    server.close();

    assertThat(end).failsWithin(0, TimeUnit.SECONDS);
    server.awaitClose();
  }

  @Test
  void closingAgainDoesNothingAndSaysNothing() throws InterruptedException {
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler = handlerThatKeeps(logged);
    Logger grpc = Logger.getLogger("io.grpc");
    grpc.addHandler(handler);
    try {
      LocalServer server = LocalServer.start(0);
      server.close();
      server.close();
      server.awaitClose();
    } finally {
      grpc.removeHandler(handler);
    }
    assertThat(logged).extracting(LogRecord::getMessage).isEmpty();
  }

  private static Handler handlerThatKeeps(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static String echo(ManagedChannel channel, String message) {
    return EchoGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .unaryEcho(EchoRequest.newBuilder().setMessage(message).build())
        .getMessage();
  }

  private static List<String> servicesByReflection(ManagedChannel channel) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> questions =
        ServerReflectionGrpc.newStub(channel)
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .serverReflectionInfo(new FirstOf<>(answer));
    questions.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    questions.onCompleted();
    return answer.join().getListServicesResponse().getServiceList().stream()
        .map(ServiceResponse::getName)
        .toList();
  }
}
