package workbook.bench;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import workbook.bench.conversation.Conversation;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Event;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;
import workbook.bench.conversation.Recorder;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.CallDiagnosis;
import workbook.bench.world.ManualTime;
import workbook.bench.world.Threads;
import workbook.bench.world.UnansweredCall;

/**
 * The world of one test method: an in-process server and channels that are recorded, close
 * themselves and complain about what was left open, and a time that only the step moves. Everything
 * runs on the thread that causes it (direct executors), so a step sees at once what a handler did,
 * unless the step asks for {@linkplain #serverThreads(int) server threads} or the learner's code
 * brings threads of its own.
 *
 * <p>Used by the test's thread only.
 */
public final class Bench {
  private static final Duration MOVE = Duration.ofMillis(100);

  private static final long LAST_CALLBACKS_MILLIS = 200;

  private static final int EVERY_ANSWER = Integer.MAX_VALUE / 2;

  private static boolean nettyLoaded;

  private final Conversation conversation = new Conversation();
  private final Recorder recorder = new Recorder(conversation);
  private final ManualTime time = new ManualTime();
  private final Threads threads = new Threads();
  private final Waiting waiting = new Waiting(conversation, time, threads);
  private final List<ServerInterceptor> serverInterceptors = new ArrayList<>();
  private final List<ClientInterceptor> clientInterceptors = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<Caller<?, ?>> callers = new ArrayList<>();
  private final List<Background<?>> background = new ArrayList<>();
  private final List<AutoCloseable> others = new ArrayList<>();
  private ExecutorService serverExecutor;
  private Transport transport = Transport.inProcess(time);
  private boolean recorded = true;
  private volatile boolean over;

  Bench() {}

  /** Lets the next server run its handlers on a pool of so many threads instead of the caller's. */
  public Bench serverThreads(int count) {
    if (serverExecutor != null) {
      throw new IllegalStateException("the bench has its server threads already");
    }
    serverExecutor =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "server");
              thread.setDaemon(true);
              return thread;
            });
    return this;
  }

  /**
   * Does not record what goes through the next server and channels, for steps with so many messages
   * that keeping them would fill the heap. There is no picture then, and no diagnosis from it.
   */
  public Bench unrecorded() {
    recorded = false;
    return this;
  }

  /**
   * Lets the next servers listen on a free loopback port, by Netty and on gRPC's own threads, for
   * steps about what the in-process transport hides. What is on its way between sockets cannot be
   * seen, so a wait that is in vain takes until its limit; deadlines run on the real time.
   */
  public Bench onNetty() {
    transport = Transport.netty();
    return overTheNetwork();
  }

  /**
   * Makes a call over Netty, so that all of it is loaded: on a busy machine this takes longer than
   * a step may. For {@code @BeforeAll}, where no limit runs yet. Once in a JVM.
   */
  public static synchronized void loadNetty() {
    if (!nettyLoaded) {
      Transport.loadNetty();
      nettyLoaded = true;
    }
  }

  /**
   * Puts an interceptor of the step's own between the recorder and the services of the next server.
   */
  public Bench interceptServer(ServerInterceptor interceptor) {
    serverInterceptors.add(interceptor);
    return this;
  }

  /**
   * Puts an interceptor of the step's own between the recorder and the transport of the next
   * channels.
   */
  public Bench interceptClient(ClientInterceptor interceptor) {
    clientInterceptors.add(interceptor);
    return this;
  }

  /**
   * Starts a server with these services and returns a channel to it. Both are closed after the
   * step.
   */
  public ManagedChannel serve(BindableService... services) {
    threads.noteServices();
    ServerBuilder<?> builder = transport.server();
    if (serverExecutor != null) {
      builder.executor(serverExecutor);
    }
    for (BindableService service : services) {
      builder.addService(service);
    }
    serverInterceptors.forEach(builder::intercept);
    // gRPC asks the interceptor that was added last first: the recorder sees what a peer would see.
    if (recorded) {
      builder.intercept(recorder.server());
    }
    try {
      servers.add(builder.build().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return channel();
  }

  /** Another channel to the server that was started last; closed after the step. */
  public ManagedChannel channel() {
    return channel(builder -> {});
  }

  private ManagedChannel channel(Consumer<ManagedChannelBuilder<?>> more) {
    if (servers.isEmpty()) {
      throw new IllegalStateException("start a server first: bench.serve(…)");
    }
    ManagedChannelBuilder<?> builder = transport.channel(servers.get(servers.size() - 1));
    builder.intercept(clientInterceptors);
    builder.intercept(new Gate());
    if (recorded) {
      // Added last, so asked first: it records what the client's code did.
      builder.intercept(recorder.client());
    }
    more.accept(builder);
    ManagedChannel channel = builder.build();
    channels.add(channel);
    return channel;
  }

  /**
   * Another such channel, which retries by itself what this service config tells it to. The delays
   * run on this bench's {@linkplain #time() time}.
   */
  public ManagedChannel channelThatRetries(Map<String, ?> serviceConfig) {
    return channel(builder -> builder.enableRetry().defaultServiceConfig(serviceConfig));
  }

  /** Starts a call to the server that was started last, for the step to play the client. */
  public <Q, A> Caller<Q, A> call(MethodDescriptor<Q, A> method) {
    return call(method, CallOptions.DEFAULT);
  }

  /** The same with options, such as a deadline on this bench's {@linkplain #time() time}. */
  public <Q, A> Caller<Q, A> call(MethodDescriptor<Q, A> method, CallOptions options) {
    return call(method, options, EVERY_ANSWER);
  }

  /**
   * The same for a slow reader, which asks for so many answers, at least 1, and for more only by
   * {@link Caller#ask}. What the server sends beyond that waits unread.
   */
  public <Q, A> Caller<Q, A> call(
      MethodDescriptor<Q, A> method, CallOptions options, int answersAsked) {
    if (channels.isEmpty()) {
      throw new IllegalStateException("start a server first: bench.serve(…)");
    }
    ManagedChannel channel = channels.get(channels.size() - 1);
    Caller<Q, A> caller = new Caller<>(this, channel, method, options, answersAsked);
    callers.add(caller);
    return caller;
  }

  /**
   * Runs code of the learner's that may block, such as a client, on a thread of its own.
   *
   * @param what completes "expected … to return", such as "record(route)"
   */
  public <T> Background<T> background(String what, Callable<T> work) {
    Background<T> started = new Background<>(this, what, work);
    background.add(started);
    return started;
  }

  /**
   * Closes something of the step's own, such as a real server, when the step is over, however it
   * ends.
   */
  public <T extends AutoCloseable> T closeAfterwards(T closeable) {
    others.add(closeable);
    return closeable;
  }

  /**
   * Tells that the step talks over real connections. What is under way in a socket is in no thread,
   * so from now on a wait that nothing ends goes on to its limit.
   */
  public Bench overTheNetwork() {
    waiting.overTheNetwork();
    return this;
  }

  /** The time of this step; deadlines of its calls and schedulers that it hands out run on it. */
  public ManualTime time() {
    return time;
  }

  /** What has been recorded so far. */
  public Conversation conversation() {
    return conversation;
  }

  /** The calls so far, in the order in which they started. */
  public List<RecordedCall> calls() {
    return conversation.calls();
  }

  /** A value to be looked at; {@code what} says in words what it is. */
  public <T> Expectation<T> expect(String what, T was) {
    return new Expectation<>(what, was);
  }

  /**
   * Waits until the condition holds. Returns false as soon as nothing can make it true any more, or
   * after its limit, 4 s for learners. An interceptor of the step may wait like this on any thread,
   * half as long: as long as the step's own thread does not wait too, something can still happen.
   */
  public boolean comesTrue(BooleanSupplier condition) {
    return waiting.comesTrue(condition);
  }

  /**
   * Moves this bench's {@linkplain #time() time} until the condition holds, but not further than
   * this. It is moved a tenth of a second at a time, so that a thread which was woken by what was
   * due sees the time at which it was due, or nearly so.
   */
  public boolean comesTrueWithin(Duration limit, BooleanSupplier condition) {
    boolean holds = condition.getAsBoolean();
    for (Duration moved = Duration.ZERO;
        !holds && moved.compareTo(limit) < 0;
        moved = moved.plus(MOVE)) {
      holds = time.advance(MOVE) ? comesTrue(condition) : condition.getAsBoolean();
    }
    return holds;
  }

  /**
   * Waits until nothing more can happen, but not longer than 1 s: before a step looks at what must
   * not have happened. A right answer is never rejected by this, whatever its threads do.
   */
  public void settle() {
    settle(() -> false);
  }

  boolean settle(BooleanSupplier condition) {
    return waiting.settle(condition);
  }

  /** Waits until the condition holds, and fails with these words if it does not come true. */
  public void await(String expected, BooleanSupplier condition, String otherwise) {
    if (!comesTrue(condition)) {
      throw new Mismatch(expected, otherwise);
    }
  }

  /**
   * Waits until the handler of every call has returned to gRPC, and fails with its place if one
   * does not: it waits, sleeps or runs without end. Needs {@linkplain #serverThreads server
   * threads}, or the handler would hold the step itself.
   */
  public void expectHandlersReturn(String expected) {
    AtomicReference<Thread> asleep = new AtomicReference<>();
    boolean returned =
        comesTrue(
                () -> {
                  asleep.set(
                      threads.started().stream().filter(Handlers::asleep).findFirst().orElse(null));
                  return asleep.get() != null || calls().stream().allMatch(Handlers::returned);
                })
            && asleep.get() == null;
    if (!returned) {
      throw new Mismatch(expected, Handlers.place(threads.started()))
          .because(CallDiagnosis.HANDLER_BLOCKED);
    }
  }

  /** Fails if code of the server's has thrown an exception into gRPC. */
  public void expectNothingThrown() {
    for (Event event : conversation.events()) {
      if (event.kind() == Kind.THREW && event.seenBy() == End.SERVER) {
        throw new Mismatch(
                "no exception from the handler", Words.thrown((Throwable) event.content()))
            .at(event);
      }
    }
  }

  /** The first event of this conversation that the condition names, for {@link Mismatch#at}. */
  public Event first(Predicate<Event> condition) {
    return conversation.events().stream().filter(condition).findFirst().orElse(null);
  }

  boolean limitReached() {
    return waiting.limitReached();
  }

  Threads threads() {
    return threads;
  }

  /**
   * Leaves the calls unanswered that are made when the step is over: its channels are closed then,
   * and a client that tries again at once, each time that a call fails, would never come to rest.
   */
  private final class Gate implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return over ? new UnansweredCall<>() : next.newCall(method, options);
    }
  }

  /** Ends what is still running. */
  void close() {
    over = true;
    callers.forEach(Caller::close);
    background.forEach(Background::interrupt);
    channels.forEach(ManagedChannel::shutdownNow);
    servers.forEach(Server::shutdownNow);
    for (AutoCloseable other : others) {
      try {
        other.close();
      } catch (Exception e) {
        throw new IllegalStateException(other + " cannot be closed", e);
      }
    }
    time.runDue();
    if (serverExecutor != null) {
      endServerThreads();
    }
  }

  /** Lets handlers hear first that their clients have gone, unless one of them holds its thread. */
  private void endServerThreads() {
    serverExecutor.shutdown();
    try {
      serverExecutor.awaitTermination(LAST_CALLBACKS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    serverExecutor.shutdownNow();
  }
}
