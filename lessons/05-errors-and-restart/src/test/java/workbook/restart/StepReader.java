package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.SLEEPS_IN_A_CALLBACK;

import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.conversation.Words;
import workbook.bench.world.Faults;
import workbook.bench.world.Faults.Fault;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** A reader under test with all that it needs, and what became of it. */
final class StepReader implements FeedReader.Handler {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration CAP = Duration.ofSeconds(8);

  /** The positions of the news that were processed, in order. */
  final List<Long> processed = new CopyOnWriteArrayList<>();

  /** What onEnd was given. */
  final List<Status> ends = new CopyOnWriteArrayList<>();

  /** The calls that it has made. */
  final StepCalls calls;

  /** How often the backoff has drawn chance for a delay. */
  final AtomicInteger delaysDrawn = new AtomicInteger();

  private final Bench bench;
  private final Channel channel;
  private final FeedReader reader;

  /** Runs before a piece of news counts as processed. */
  LongConsumer work = position -> {};

  StepReader(Bench bench, StepFeed feed, Fault... faults) {
    this(bench, FIRST, feed, faults);
  }

  /** A reader whose first delay is this one. */
  StepReader(Bench bench, Duration first, StepFeed feed, Fault... faults) {
    this.bench = bench;
    this.calls = new StepCalls(bench.time());
    bench.interceptClient(new Faults(RouteGuideFeedGrpc.getFollowMethod()).meet(faults));
    bench.interceptClient(calls);
    this.channel = bench.serve(feed);
    this.reader = reader(first);
  }

  private StepReader(StepReader other) {
    this.bench = other.bench;
    this.calls = other.calls;
    this.channel = other.channel;
    this.reader = reader(FIRST);
  }

  private FeedReader reader(Duration first) {
    Backoff backoff =
        new Backoff(
            first,
            CAP,
            () -> {
              delaysDrawn.incrementAndGet();
              return 0.5;
            });
    FeedReader made = new FeedReader(channel, calls.scheduler.scheduler(), backoff, this);
    bench.closeAfterwards(() -> stopQuietly(made));
    return made;
  }

  /** A reader may have a thread of its own, which ends with it. */
  private static void stopQuietly(FeedReader reader) throws InterruptedException {
    if (Thread.getAllStackTraces().values().stream().noneMatch(StepReader::isReaders)) {
      return;
    }
    Thread stops =
        new Thread(
            () -> {
              try {
                reader.stop();
              } catch (RuntimeException notSolvedYet) {
                // The step has said what it has seen.
              }
            },
            "stops");
    stops.setDaemon(true);
    stops.start();
    stops.join(500);
  }

  /**
   * Another reader with the same channel and the same scheduler; their calls are counted as one.
   */
  StepReader beside() {
    return new StepReader(this);
  }

  StepReader start() {
    Background<String> started =
        bench.background(
            "start()",
            () -> {
              reader.start();
              return "normally";
            });
    AtomicReference<StackTraceElement[]> asleep = new AtomicReference<>();
    bench.comesTrue(
        () -> {
          if (!started.done()) {
            asleep.compareAndSet(null, asleep());
          }
          return started.done() || asleep.get() != null;
        });
    if (asleep.get() != null) {
      Mismatch mismatch =
          new Mismatch(
              "the reader waits with the scheduler",
              "a thread sleeps at " + Words.place(asleep.get()));
      throw has(asleep.get(), "onClose") ? mismatch.because(SLEEPS_IN_A_CALLBACK) : mismatch;
    }
    started.expectReturn("start() returns at once");
    bench.settle();
    return this;
  }

  /** The stack of a thread that the reader holds in Thread.sleep, or null. */
  private static StackTraceElement[] asleep() {
    for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
      if (isReaders(stack) && has(Arrays.copyOf(stack, Math.min(4, stack.length)), "sleep")) {
        return stack;
      }
    }
    return null;
  }

  private static boolean isReaders(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .anyMatch(frame -> frame.getClassName().startsWith(FeedReader.class.getName()));
  }

  private static boolean has(StackTraceElement[] stack, String method) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals(method));
  }

  void stop() {
    stop(() -> {});
  }

  /** Lets something happen while stop() is at work, or after it. */
  void stop(Runnable meanwhile) {
    Background<String> stopped =
        bench.background(
            "stop()",
            () -> {
              reader.stop();
              return "normally";
            });
    bench.comesTrue(stopped::done);
    meanwhile.run();
    stopped.expectReturn("stop() returns at once");
    bench.settle();
  }

  /** That no call was made in this time, and what is known of the next. */
  String none(String within) {
    if (!ends.isEmpty()) {
      return "none, and onEnd was given " + ends.get(0).getCode();
    }
    List<Duration> planned = calls.scheduler.planned;
    return "none within %s; the scheduler was %s"
        .formatted(
            within,
            planned.isEmpty()
                ? "given nothing to do"
                : "last asked for a delay of %.1f seconds"
                    .formatted(planned.get(planned.size() - 1).toMillis() / 1000.0));
  }

  /** How many calls were made so far. */
  int calls() {
    return calls.made.size();
  }

  /**
   * Waits until the next call is planned, or was made, or the reader has ended: one that works on
   * other threads has not asked the scheduler yet, and the time must not be moved past it.
   *
   * @param before how many calls had been made
   */
  void whatIsNext(int before) {
    bench.comesTrue(() -> calls.isNextPlanned() || calls() > before || !ends.isEmpty());
  }

  /**
   * Moves the time until the next call is made, but not further than this. Returns whether it was.
   */
  boolean nextCall(Duration within) {
    return nextCall(calls(), within);
  }

  /** The same if so many calls had been made before. */
  boolean nextCall(int before, Duration within) {
    whatIsNext(before);
    bench.comesTrueWithin(within, () -> calls() > before);
    bench.settle();
    return calls() > before;
  }

  /** The seconds between the n-th call, counted from 1, and the next. */
  double secondsAfter(int call) {
    long nanos = calls.made.get(call).nanos() - calls.made.get(call - 1).nanos();
    return Math.round(nanos / 1e8) / 10.0;
  }

  @Override
  public void onNews(News news) {
    work.accept(news.getPosition());
    processed.add(news.getPosition());
  }

  @Override
  public void onEnd(Status status) {
    ends.add(status);
  }
}
