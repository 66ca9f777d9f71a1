package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.SLEEPS_IN_A_CALLBACK;

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
    Backoff backoff =
        new Backoff(
            first,
            CAP,
            () -> {
              delaysDrawn.incrementAndGet();
              return 0.5;
            });
    this.reader = new FeedReader(bench.serve(feed), bench.time(), backoff, this);
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
      boolean reader =
          Arrays.stream(stack)
              .anyMatch(frame -> frame.getClassName().startsWith(FeedReader.class.getName()));
      if (reader && has(Arrays.copyOf(stack, Math.min(4, stack.length)), "sleep")) {
        return stack;
      }
    }
    return null;
  }

  private static boolean has(StackTraceElement[] stack, String method) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals(method));
  }

  void stop() {
    bench
        .background(
            "stop()",
            () -> {
              reader.stop();
              return "normally";
            })
        .expectReturn("stop() returns at once");
    bench.settle();
  }

  /** How many calls were made so far. */
  int calls() {
    return calls.made.size();
  }

  /**
   * Moves the time until the next call is made, but not further than this. Returns whether it was.
   */
  boolean nextCall(Duration within) {
    return nextCall(calls(), within);
  }

  /** The same if so many calls had been made before. */
  boolean nextCall(int before, Duration within) {
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
