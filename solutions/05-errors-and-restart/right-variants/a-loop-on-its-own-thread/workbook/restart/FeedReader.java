package workbook.restart;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** Reads a feed to its end, on a thread that lives as long as the reader. */
public final class FeedReader {
  /** What becomes of the news. Called by one thread at a time. */
  public interface Handler {
    void onNews(News news);

    void onEnd(Status status);
  }

  private final RouteGuideFeedGrpc.RouteGuideFeedBlockingStub stub;
  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final Handler handler;
  private final Context.CancellableContext life = Context.current().withCancellation();
  private final Thread thread = new Thread(life.wrap(this::loop), "feed reader");
  private long position;

  public FeedReader(
      Channel channel, ScheduledExecutorService scheduler, Backoff backoff, Handler handler) {
    this.stub = RouteGuideFeedGrpc.newBlockingStub(channel);
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.handler = handler;
  }

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  public void stop() {
    life.cancel(null);
    thread.interrupt();
  }

  private void loop() {
    try {
      for (Optional<Duration> delay = read(); delay.isPresent(); delay = read()) {
        CountDownLatch over = new CountDownLatch(1);
        ScheduledFuture<?> timer =
            scheduler.schedule(over::countDown, delay.get().toNanos(), TimeUnit.NANOSECONDS);
        try {
          over.await();
        } finally {
          timer.cancel(false);
        }
      }
    } catch (InterruptedException e) {
      // Stopped while it waited.
    }
  }

  /** Makes one call. Returns the delay before the next, or nothing if there is to be none. */
  private Optional<Duration> read() {
    Context.CancellableContext call = life.withCancellation();
    Context before = call.attach();
    try {
      Iterator<News> news = stub.follow(FollowRequest.newBuilder().setAfter(position).build());
      while (news.hasNext()) {
        take(news.next());
      }
      if (!life.isCancelled()) {
        handler.onEnd(Status.OK);
      }
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      if (life.isCancelled()) {
        return Optional.empty();
      }
      Optional<Duration> asked = RetryDelay.in(e);
      if (asked.isPresent() || Codes.mayRetry(e.getStatus())) {
        return Optional.of(asked.orElseGet(backoff::next));
      }
      handler.onEnd(e.getStatus());
      return Optional.empty();
    } catch (RuntimeException notProcessed) {
      return life.isCancelled() ? Optional.empty() : Optional.of(backoff.next());
    } finally {
      call.detach(before);
      call.cancel(null);
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
