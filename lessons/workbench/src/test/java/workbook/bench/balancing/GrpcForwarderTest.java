package workbook.bench.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Item;
import workbook.proto.balancing.Question;

/** What a balancer of layer 7 must let through, and what it must not take in. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GrpcForwarderTest {
  private static final String LARGE = "x".repeat(64 * 1024);

  /**
   * How many such messages may be on their way in all buffers: on each of the two connections
   * grpc-java's window may grow to 8 MB, and each of the four ends keeps a few more.
   */
  private static final int ON_THE_WAY = 2 * 8 * 16 + 20;

  /** More than that by far; whoever has sent them all has not been held back. */
  private static final int ALL = 4_000;

  private static final int READS = 30;

  private static final Metadata.Key<String> NOTE =
      Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<byte[]> BYTES =
      Metadata.Key.of("note-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final byte[] SOME_BYTES = {0, -1, 10, 13, 127, -128};

  private Server server;

  /** To the server, past the forwarder. */
  private ManagedChannel beside;

  private GrpcForwarder forwarder;
  private ManagedChannel channel;

  @AfterEach
  void close() {
    channel.shutdownNow();
    beside.shutdownNow();
    forwarder.close();
    server.shutdownNow();
  }

  @Test
  void aServerThatSendsFastIsHeldBackByAClientThatReadsSlowly() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    start(
        new Quick() {
          @Override
          public void follow(Cursor cursor, StreamObserver<Item> responses) {
            ServerCallStreamObserver<Item> client = (ServerCallStreamObserver<Item>) responses;
            Item item = Item.newBuilder().setServer(LARGE).build();
            client.setOnCancelHandler(() -> {});
            client.setOnReadyHandler(
                () -> {
                  while (client.isReady() && sent.get() < ALL) {
                    sent.incrementAndGet();
                    client.onNext(item);
                  }
                });
          }
        });
    BlockingClientCall<?, Item> items =
        FleetGrpc.newBlockingV2Stub(channel).follow(Cursor.getDefaultInstance());

    for (int read = 1; read <= READS; read++) {
      items.read();
      doSomethingElse();
      assertThat(sent.get() - read).as("sent and not read").isLessThanOrEqualTo(ON_THE_WAY);
    }
    items.cancel("enough", null);
  }

  @Test
  void aClientThatSendsFastIsHeldBackByAServerThatReadsSlowly() throws Exception {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    CompletableFuture<ServerCallStreamObserver<Answer>> reader = new CompletableFuture<>();
    start(
        new Quick() {
          @Override
          public StreamObserver<Question> collect(StreamObserver<Answer> responses) {
            ServerCallStreamObserver<Answer> client = (ServerCallStreamObserver<Answer>) responses;
            client.disableAutoRequest();
            client.setOnCancelHandler(() -> {});
            reader.complete(client);
            return new Counts(read);
          }
        });
    Question question = Question.newBuilder().setText(LARGE).build();
    AtomicReference<ClientCallStreamObserver<Question>> call = new AtomicReference<>();
    FleetGrpc.newStub(channel)
        .collect(
            new ClientResponseObserver<Question, Answer>() {
              @Override
              public void beforeStart(ClientCallStreamObserver<Question> questions) {
                call.set(questions);
                questions.setOnReadyHandler(
                    () -> {
                      while (questions.isReady() && sent.get() < ALL) {
                        sent.incrementAndGet();
                        questions.onNext(question);
                      }
                    });
              }

              @Override
              public void onNext(Answer answer) {}

              @Override
              public void onError(Throwable cancelled) {}

              @Override
              public void onCompleted() {}
            });

    for (int asked = 1; asked <= READS; asked++) {
      reader.get().request(1);
      while (read.get() < asked) {
        Thread.onSpinWait();
      }
      doSomethingElse();
      assertThat(sent.get() - asked).as("sent and not read").isLessThanOrEqualTo(ON_THE_WAY);
    }
    call.get().cancel("enough", null);
  }

  @Test
  void metadataPassInBothDirectionsAndSoDoTrailers() throws Exception {
    AtomicReference<Metadata> arrived = new AtomicReference<>();
    ServerInterceptor notes =
        new ServerInterceptor() {
          @Override
          public <Q, A> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            arrived.set(headers);
            call.sendHeaders(notes("of the head"));
            call.close(Status.DATA_LOSS.withDescription("ünlucky\n"), notes("of the end"));
            return new ServerCall.Listener<Q>() {};
          }
        };
    start(new Quick(), notes);
    AtomicReference<Metadata> head = new AtomicReference<>();
    AtomicReference<Metadata> end = new AtomicReference<>();
    FleetGrpc.FleetBlockingStub stub =
        FleetGrpc.newBlockingStub(channel)
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(notes("of the client")),
                MetadataUtils.newCaptureMetadataInterceptor(head, end));

    Status status = null;
    try {
      stub.follow(Cursor.getDefaultInstance()).hasNext();
    } catch (StatusRuntimeException e) {
      status = e.getStatus();
    }

    expectNotes(arrived.get(), "of the client");
    expectNotes(head.get(), "of the head");
    expectNotes(end.get(), "of the end");
    assertThat(status.getCode()).isEqualTo(Status.Code.DATA_LOSS);
    assertThat(status.getDescription()).isEqualTo("ünlucky\n");
  }

  @Test
  void aDeadlinePasses() throws Exception {
    CompletableFuture<Deadline> deadline = new CompletableFuture<>();
    start(
        new Quick() {
          @Override
          public void who(Question question, StreamObserver<Answer> responses) {
            deadline.complete(Context.current().getDeadline());
            super.who(question, responses);
          }
        });

    FleetGrpc.newBlockingStub(channel)
        .withDeadlineAfter(1, TimeUnit.HOURS)
        .who(Question.getDefaultInstance());

    assertThat(deadline.get()).isNotNull();
    assertThat(deadline.get().timeRemaining(TimeUnit.MINUTES)).isBetween(50L, 60L);
  }

  @Test
  void aCancelReachesTheServerWhileItIsHeldBack() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    start(
        new Quick() {
          @Override
          public void follow(Cursor cursor, StreamObserver<Item> responses) {
            ServerCallStreamObserver<Item> client = (ServerCallStreamObserver<Item>) responses;
            client.setOnCancelHandler(cancelled::countDown);
            Item item = Item.newBuilder().setServer(LARGE).build();
            client.setOnReadyHandler(
                () -> {
                  while (client.isReady()) {
                    client.onNext(item);
                  }
                });
          }
        });
    BlockingClientCall<?, Item> items =
        FleetGrpc.newBlockingV2Stub(channel).follow(Cursor.getDefaultInstance());
    items.read();
    doSomethingElse();

    items.cancel("enough", null);

    cancelled.await();
  }

  @Test
  void theEndOfTheServerReachesAClientThatIsStillSending() throws Exception {
    start(
        new Quick() {
          @Override
          public StreamObserver<Question> collect(StreamObserver<Answer> responses) {
            responses.onNext(Answer.newBuilder().setServer("enough").build());
            responses.onCompleted();
            return new Counts(new AtomicInteger());
          }
        });
    BlockingClientCall<Question, Answer> collect = FleetGrpc.newBlockingV2Stub(channel).collect();

    assertThat(collect.read()).extracting(Answer::getServer).isEqualTo("enough");
    assertThat(collect.read()).isNull();
  }

  /** Time for whoever sends fast: some calls there and back, past all that is held. */
  private void doSomethingElse() {
    for (int i = 0; i < 20; i++) {
      FleetGrpc.newBlockingStub(beside).who(Question.getDefaultInstance());
    }
  }

  private void start(Quick service, ServerInterceptor... interceptors) throws IOException {
    ServerBuilder<?> builder =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .addService(service);
    for (ServerInterceptor interceptor : interceptors) {
      builder.intercept(interceptor);
    }
    server = builder.build().start();
    beside = channel(server.getPort());
    forwarder = new GrpcForwarder(channel(server.getPort()));
    channel = channel(forwarder.address().getPort());
  }

  private static ManagedChannel channel(int port) {
    String loopback = InetAddress.getLoopbackAddress().getHostAddress();
    return Grpc.newChannelBuilderForAddress(loopback, port, InsecureChannelCredentials.create())
        .build();
  }

  private static Metadata notes(String text) {
    Metadata notes = new Metadata();
    notes.put(NOTE, text);
    notes.put(NOTE, "and once more");
    notes.put(BYTES, SOME_BYTES);
    return notes;
  }

  private static void expectNotes(Metadata notes, String text) {
    assertThat(notes.getAll(NOTE)).containsExactly(text, "and once more");
    assertThat(notes.get(BYTES)).isEqualTo(SOME_BYTES);
  }

  /** Answers the unary call at once. */
  private static class Quick extends FleetGrpc.FleetImplBase {
    @Override
    public void who(Question question, StreamObserver<Answer> responses) {
      responses.onNext(Answer.getDefaultInstance());
      responses.onCompleted();
    }
  }

  private static final class Counts implements StreamObserver<Question> {
    private final AtomicInteger count;

    Counts(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public void onNext(Question question) {
      count.incrementAndGet();
    }

    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public void onCompleted() {}
  }
}
