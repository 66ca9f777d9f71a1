package workbook.bench.balancing;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Item;
import workbook.proto.balancing.Question;

/**
 * One server of a {@link Fleet}: a real Netty server that says its name in each answer. It stands
 * behind a cable of its own, a {@link TcpForwarder} with one target, so that it can be cut off in
 * the middle of a call as a crash or a dead network would do it, and never says good-bye.
 */
final class Backend extends FleetGrpc.FleetImplBase implements AutoCloseable {
  private static final int BURST = 20;

  private final String name;
  private final AtomicReference<Consumer<Backend>> mishap;
  private final AtomicReference<Status> refusal;
  private final Server server;
  private final TcpForwarder cable;
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger following = new AtomicInteger();
  private final Set<SocketAddress> callers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService feeds =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "feeds");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts a server on a free port.
   *
   * @param mishap what happens, once, instead of the next answer of any server; null for nothing
   * @param refusal the status that any server answers with, once, instead of the next answer; null
   *     for none
   */
  Backend(String name, AtomicReference<Consumer<Backend>> mishap, AtomicReference<Status> refusal) {
    this.name = name;
    this.mishap = mishap;
    this.refusal = refusal;
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      server =
          NettyServerBuilder.forAddress(anyPort, InsecureServerCredentials.create())
              .addService(this)
              .intercept(new Callers())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cable =
        new TcpForwarder(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort())));
  }

  String name() {
    return name;
  }

  InetSocketAddress address() {
    return cable.address();
  }

  int questions() {
    return questions.get();
  }

  int streams() {
    return streams.get();
  }

  int following() {
    return following.get();
  }

  /** How many connections were made to it so far. */
  int connections() {
    return cable.connections();
  }

  /** How many connections brought a call; a proxy that looks whether it lives brings none. */
  int connectionsWithCalls() {
    return callers.size();
  }

  void forget() {
    questions.set(0);
    streams.set(0);
    callers.clear();
  }

  @Override
  public void who(Question question, StreamObserver<Answer> responses) {
    questions.incrementAndGet();
    Consumer<Backend> happens = mishap.getAndSet(null);
    if (happens != null) {
      happens.accept(this);
      return;
    }
    Status refused = refusal.getAndSet(null);
    if (refused != null) {
      responses.onError(refused.asRuntimeException());
      return;
    }
    responses.onNext(answer(1));
    responses.onCompleted();
  }

  @Override
  public void follow(Cursor cursor, StreamObserver<Item> responses) {
    streams.incrementAndGet();
    following.incrementAndGet();
    ServerCallStreamObserver<Item> client = (ServerCallStreamObserver<Item>) responses;
    AtomicLong number = new AtomicLong(cursor.getAfter());
    // One thread for all streams of this server, so the items of a stream are sent one by one.
    Future<?> feed =
        feeds.scheduleWithFixedDelay(() -> sendSome(client, number), 0, 1, TimeUnit.MILLISECONDS);
    client.setOnCancelHandler(
        () -> {
          feed.cancel(false);
          following.decrementAndGet();
        });
  }

  /** A feed that sent as fast as it can would leave the processor to nobody else. */
  private void sendSome(ServerCallStreamObserver<Item> client, AtomicLong number) {
    for (int i = 0; i < BURST && client.isReady() && !client.isCancelled(); i++) {
      long next = number.incrementAndGet();
      client.onNext(Item.newBuilder().setNumber(next).setServer(name).build());
    }
  }

  @Override
  public StreamObserver<Question> collect(StreamObserver<Answer> responses) {
    streams.incrementAndGet();
    return new Questions(responses) {
      @Override
      public void onNext(Question question) {
        asked();
      }

      @Override
      public void onCompleted() {
        responses.onNext(answer(count()));
        responses.onCompleted();
      }
    };
  }

  @Override
  public StreamObserver<Question> work(StreamObserver<Answer> responses) {
    streams.incrementAndGet();
    return new Questions(responses) {
      @Override
      public void onNext(Question question) {
        asked();
        responses.onNext(answer(count()));
      }

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }

  private abstract class Questions implements StreamObserver<Question> {
    private int count;

    Questions(StreamObserver<Answer> responses) {
      ((ServerCallStreamObserver<Answer>) responses).setOnCancelHandler(() -> {});
    }

    void asked() {
      questions.incrementAndGet();
      count++;
    }

    int count() {
      return count;
    }

    @Override
    public void onError(Throwable cancelled) {}
  }

  private final class Callers implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      callers.add(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
      return next.startCall(call, headers);
    }
  }

  private Answer answer(int count) {
    return Answer.newBuilder().setServer(name).setQuestions(count).build();
  }

  /**
   * Cuts the cable first, so that clients see a connection that broke and not a server that stops.
   */
  @Override
  public void close() {
    cable.close();
    server.shutdownNow();
    feeds.shutdownNow();
  }
}
