package workbook.restart;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** Reads as if there were no callbacks. */
public final class FeedReader {
  public interface Handler {
    void onNews(News news);

    void onEnd(Status status);
  }

  private final Channel channel;
  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final Handler handler;

  public FeedReader(
      Channel channel, ScheduledExecutorService scheduler, Backoff backoff, Handler handler) {
    this.channel = channel;
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.handler = handler;
  }

  private static final Executor POOL =
      Executors.newCachedThreadPool(
          r -> {
            Thread t = new Thread(r, "feed-v2");
            t.setDaemon(true);
            return t;
          });
  private volatile boolean stopped;
  private volatile BlockingClientCall<?, News> call;
  private long position;

  public void start() {
    POOL.execute(this::read);
  }

  public void stop() {
    stopped = true;
    BlockingClientCall<?, News> open = call;
    if (open != null) {
      open.cancel("stopped", null);
    }
  }

  private void read() {
    if (stopped) {
      return;
    }
    BlockingClientCall<?, News> open =
        RouteGuideFeedGrpc.newBlockingV2Stub(channel)
            .follow(FollowRequest.newBuilder().setAfter(position).build());
    call = open;
    Duration delay;
    try {
      if (stopped) {
        open.cancel("stopped", null);
        return;
      }
      for (News news = open.read(); news != null; news = open.read()) {
        if (stopped) {
          return;
        }
        if (news.getPosition() > position) {
          handler.onNews(news);
          position = news.getPosition();
          backoff.reset();
        }
      }
      if (!stopped) {
        handler.onEnd(Status.OK);
      }
      return;
    } catch (StatusException e) {
      if (stopped) {
        return;
      }
      Optional<Duration> told = RetryDelay.in(e);
      if (told.isEmpty() && !Codes.mayRetry(e.getStatus())) {
        handler.onEnd(e.getStatus());
        return;
      }
      delay = told.orElseGet(backoff::next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      open.cancel("not processed", e);
      delay = backoff.next();
    }
    scheduler.schedule(() -> POOL.execute(this::read), delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
