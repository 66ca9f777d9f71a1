package workbook.restart;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** Reads a feed by pulling; each call has a thread of its own, a virtual one since Java 21. */
public final class FeedReader {
  /** What becomes of the news. Called by one thread at a time. */
  public interface Handler {
    void onNews(News news);

    void onEnd(Status status);
  }

  private final RouteGuideFeedGrpc.RouteGuideFeedBlockingV2Stub stub;
  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final Handler handler;
  private final Context.CancellableContext life = Context.current().withCancellation();
  private volatile long position;

  public FeedReader(
      Channel channel, ScheduledExecutorService scheduler, Backoff backoff, Handler handler) {
    this.stub = RouteGuideFeedGrpc.newBlockingV2Stub(channel);
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.handler = handler;
  }

  public void start() {
    Runnable attempt = life.wrap(this::read);
    try {
      // The lessons are compiled for Java 17, which has no such method.
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, attempt);
    } catch (ReflectiveOperationException before21) {
      Thread thread = new Thread(attempt, "attempt");
      thread.setDaemon(true);
      thread.start();
    }
  }

  public void stop() {
    life.cancel(null);
  }

  private void read() {
    if (life.isCancelled()) {
      return;
    }
    BlockingClientCall<?, News> call =
        stub.follow(FollowRequest.newBuilder().setAfter(position).build());
    try {
      for (News news = call.read(); news != null; news = call.read()) {
        take(news);
      }
      if (!life.isCancelled()) {
        handler.onEnd(Status.OK);
      }
    } catch (StatusException e) {
      Optional<Duration> asked = RetryDelay.in(e);
      if (asked.isPresent() || Codes.mayRetry(e.getStatus())) {
        startLater(asked.orElseGet(backoff::next));
      } else if (!life.isCancelled()) {
        handler.onEnd(e.getStatus());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException notProcessed) {
      call.cancel("not processed", notProcessed);
      startLater(backoff.next());
    }
  }

  private void startLater(Duration delay) {
    if (!life.isCancelled()) {
      scheduler.schedule(this::start, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void take(News news) {
    if (!life.isCancelled() && news.getPosition() > position) {
      handler.onNews(news);
      position = news.getPosition();
      backoff.reset();
    }
  }
}
