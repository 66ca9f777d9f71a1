package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.SLEEPS_IN_A_CALLBACK;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
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

  /** When each call was made. */
  private final List<Long> madeAt = new CopyOnWriteArrayList<>();

  /** How often the backoff has drawn chance for a delay. */
  final AtomicInteger delaysDrawn = new AtomicInteger();

  private final Bench bench;
  private final FeedReader reader;

  /** Runs before a piece of news counts as processed. */
  LongConsumer work = position -> {};

  StepReader(Bench bench, StepFeed feed, Fault... faults) {
    this.bench = bench;
    bench.interceptClient(new Faults(RouteGuideFeedGrpc.getFollowMethod()).meet(faults));
    bench.interceptClient(
        new ClientInterceptor() {
          @Override
          public <Q, A> ClientCall<Q, A> interceptCall(
              MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            madeAt.add(bench.time().nanos());
            return next.newCall(method, options);
          }
        });
    Backoff backoff =
        new Backoff(
            FIRST,
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
    AtomicReference<String> sleeps = new AtomicReference<>();
    bench.comesTrue(
        () -> {
          sleeps.compareAndSet(null, sleeps());
          return started.done() || sleeps.get() != null;
        });
    if (sleeps.get() != null) {
      throw new Mismatch(
              "the reader waits with the scheduler", "a thread sleeps at " + sleeps.get())
          .because(SLEEPS_IN_A_CALLBACK);
    }
    started.expectReturn("start() returns at once");
    bench.settle();
    return this;
  }

  /** Where the reader holds a thread in Thread.sleep, or null. */
  private static String sleeps() {
    for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
      boolean asleep =
          Arrays.stream(stack)
              .limit(4)
              .anyMatch(
                  frame ->
                      frame.getMethodName().equals("sleep")
                          && (frame.getClassName().equals("java.lang.Thread")
                              || frame.getClassName().startsWith("java.util.concurrent.TimeUnit")));
      if (asleep
          && Arrays.stream(stack)
              .anyMatch(frame -> frame.getClassName().startsWith(FeedReader.class.getName()))) {
        return Words.place(stack);
      }
    }
    return null;
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
    return madeAt.size();
  }

  /**
   * Moves the time until the next call is made, but not further than this. Returns whether it was.
   */
  boolean nextCall(Duration within) {
    return nextCall(calls(), within);
  }

  /** The same if so many calls had been made before. */
  boolean nextCall(int before, Duration within) {
    Duration step = Duration.ofMillis(100);
    for (Duration moved = Duration.ZERO;
        calls() <= before && moved.compareTo(within) < 0;
        moved = moved.plus(step)) {
      int waiting = bench.time().waiting();
      bench.time().advance(step);
      if (calls() <= before && bench.time().waiting() != waiting) {
        // Something was due: the call may be made by a thread that was woken by it.
        bench.comesTrue(() -> calls() > before);
      }
    }
    bench.settle();
    return calls() > before;
  }

  /** The seconds between the n-th call, counted from 1, and the next. */
  double secondsAfter(int call) {
    return Math.round((madeAt.get(call) - madeAt.get(call - 1)) / 1e8) / 10.0;
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
