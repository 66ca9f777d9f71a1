package workbook.restart;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** Reads a feed to its end, however often the call breaks on the way. */
public final class FeedReader {
  /** What becomes of the news. Called by one thread at a time. */
  public interface Handler {
    /**
     * Processes one piece of news: each once, in the order of their positions. If it throws, the
     * news is not processed, and is given again after a while.
     */
    void onNews(News news);

    /** There will be no more news: OK at the end of the feed, else the status that forbids it. */
    void onEnd(Status status);
  }

  private final RouteGuideFeedGrpc.RouteGuideFeedStub stub;
  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final Handler handler;

  /** All calls are made in it, so they end when it is cancelled. */
  private final Context.CancellableContext life = Context.current().withCancellation();

  /** The position of the last news that was processed. */
  private long position;

  // tag::step-5[]
  private volatile boolean stopped;
  private volatile ScheduledFuture<?> attempt;

  // end::step-5[]
  /**
   * A reader that has not begun yet.
   *
   * @param scheduler runs the next attempt after a delay
   * @param backoff says how long the delay is
   */
  public FeedReader(
      Channel channel, ScheduledExecutorService scheduler, Backoff backoff, Handler handler) {
    this.stub = RouteGuideFeedGrpc.newStub(channel);
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.handler = handler;
  }

  /** Begins to read; returns at once. */
  public void start() {
    open();
  }

  /** Ends it all: no call is made any more, and the handler is given nothing any more. */
  public void stop() {
    // tag::step-5[]
    stopped = true;
    life.cancel(null);
    ScheduledFuture<?> waiting = attempt;
    if (waiting != null) {
      waiting.cancel(false);
    }
    // end::step-5[]
  }

  private void open() {
    FollowRequest request = FollowRequest.newBuilder().setAfter(position).build();
    // tag::step-5[]
    if (stopped) {
      return;
    }
    // end::step-5[]
    // tag::step-2[]
    life.run(() -> stub.follow(request, new Answers()));
    // end::step-2[]
  }

  /** Opens the next call after this delay. */
  private void openLater(Duration delay) {
    // tag::step-2[]
    ScheduledFuture<?> next = scheduler.schedule(this::open, delay.toNanos(), TimeUnit.NANOSECONDS);
    // end::step-2[]
    // tag::step-5[]
    attempt = next;
    // end::step-5[]
  }

  private final class Answers implements StreamObserver<News> {
    @Override
    public void onNext(News news) {
      // tag::step-5[]
      if (stopped) {
        return;
      }
      // end::step-5[]
      // tag::step-4[]
      if (news.getPosition() <= position) {
        return;
      }
      // end::step-4[]
      // tag::step-2[]
      handler.onNews(news);
      // end::step-2[]
      // tag::step-3[]
      backoff.reset();
      // end::step-3[]
      // tag::step-4[]
      position = news.getPosition();
      // end::step-4[]
    }

    @Override
    public void onError(Throwable thrown) {
      // tag::step-5[]
      if (stopped) {
        return;
      }
      // end::step-5[]
      // tag::step-6[]
      Optional<Duration> asked = RetryDelay.in(thrown);
      if (asked.isPresent()) {
        openLater(asked.get());
        return;
      }
      // end::step-6[]
      // tag::step-2[]
      Status status = Status.fromThrowable(thrown);
      if (Codes.mayRetry(status)) {
        openLater(backoff.next());
      } else if (status.getCode() == Status.Code.OUT_OF_RANGE) {
        position = 0;
        openLater(backoff.next());
      } else {
        handler.onEnd(status);
      }
      // end::step-2[]
    }

    @Override
    public void onCompleted() {
      // tag::step-5[]
      if (stopped) {
        return;
      }
      // end::step-5[]
      // tag::step-2[]
      handler.onEnd(Status.OK);
      // end::step-2[]
    }
  }
}
