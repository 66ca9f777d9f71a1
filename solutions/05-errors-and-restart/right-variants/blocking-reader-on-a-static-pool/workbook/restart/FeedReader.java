package workbook.restart;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

  private final RouteGuideFeedGrpc.RouteGuideFeedBlockingStub stub;
  private static final Executor POOL =
      Executors.newCachedThreadPool(
          r -> {
            Thread t = new Thread(r, "feed reader");
            t.setDaemon(true);
            return t;
          });

  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final Handler handler;
  private final Context.CancellableContext life = Context.current().withCancellation();
  private long position;

  public FeedReader(
      Channel channel, ScheduledExecutorService scheduler, Backoff backoff, Handler handler) {
    this.stub = RouteGuideFeedGrpc.newBlockingStub(channel);
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.handler = handler;
  }

  public void start() {
    POOL.execute(life.wrap(this::read));
  }

  public void stop() {
    life.cancel(null);
  }

  private void read() {
    Duration delay;
    Context.CancellableContext call = life.withCancellation();
    Context before = call.attach();
    try {
      Iterator<News> news = stub.follow(FollowRequest.newBuilder().setAfter(position).build());
      while (news.hasNext() && !life.isCancelled()) {
        take(news.next());
      }
      if (!life.isCancelled()) {
        handler.onEnd(Status.OK);
      }
      return;
    } catch (StatusRuntimeException e) {
      if (life.isCancelled()) {
        return;
      }
      Optional<Duration> asked = RetryDelay.in(e);
      if (asked.isEmpty() && !Codes.mayRetry(e.getStatus())) {
        handler.onEnd(e.getStatus());
        return;
      }
      delay = asked.orElseGet(backoff::next);
    } catch (IllegalStateException e) {
      delay = backoff.next();
    } finally {
      call.detach(before);
      call.cancel(null);
    }
    if (!life.isCancelled()) {
      scheduler.schedule(
          () -> {
            if (!life.isCancelled()) {
              start();
            }
          },
          delay.toNanos(),
          TimeUnit.NANOSECONDS);
    }
  }

  private void take(News news) {
    if (news.getPosition() > position) {
      handler.onNews(news);
      position = news.getPosition();
      backoff.reset();
    }
  }
}
