package workbook.restart;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
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

  private final Channel channel;
  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final Handler handler;
  private ClientCall<FollowRequest, News> call;
  private ScheduledFuture<?> attempt;
  private boolean stopped;
  private long position;

  public FeedReader(
      Channel channel, ScheduledExecutorService scheduler, Backoff backoff, Handler handler) {
    this.channel = channel;
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.handler = handler;
  }

  public void start() {
    open();
  }

  public void stop() {
    synchronized (this) {
      stopped = true;
      if (attempt != null) {
        attempt.cancel(false);
      }
      if (call != null) {
        call.cancel("stopped", null);
      }
    }
  }

  private void open() {
    ClientCall<FollowRequest, News> made;
    synchronized (this) {
      if (stopped) {
        return;
      }
      made = channel.newCall(RouteGuideFeedGrpc.getFollowMethod(), CallOptions.DEFAULT);
      call = made;
    }
    made.start(new Listener(made), new Metadata());
    made.request(1);
    made.sendMessage(FollowRequest.newBuilder().setAfter(position).build());
    made.halfClose();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void openLater(Duration delay) {
    if (!stopped) {
      attempt = scheduler.schedule(this::open, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private final class Listener extends ClientCall.Listener<News> {
    private final ClientCall<FollowRequest, News> made;

    Listener(ClientCall<FollowRequest, News> made) {
      this.made = made;
    }

    @Override
    public void onMessage(News news) {
      if (isStopped()) {
        return;
      }
      if (news.getPosition() > position) {
        try {
          handler.onNews(news);
        } catch (RuntimeException e) {
          made.cancel("not processed", e);
          return;
        }
        position = news.getPosition();
        backoff.reset();
      }
      made.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (isStopped()) {
        return;
      }
      Optional<Duration> asked = RetryDelay.in(status.asRuntimeException(trailers));
      if (status.isOk()) {
        handler.onEnd(status);
      } else if (asked.isPresent()) {
        openLater(asked.get());
      } else if (Codes.mayRetry(status)) {
        openLater(backoff.next());
      } else {
        handler.onEnd(status);
      }
    }
  }
}
