package workbook.restart;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import workbook.bench.demo.DemoRun;
import workbook.bench.places.Places;
import workbook.bench.world.Faults;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;
import workbook.proto.routeguide.Feature;
import workbook.proto.transfer.FileTransferGrpc;

/** A feed and an upload over Netty, on a line that breaks. */
public final class Demo {
  private static final int PLACES = 12;
  private static final int LIMIT_SECONDS = 20;

  private static final StepStorage STORAGE = new StepStorage();

  private Demo() {}

  /** Serves the feed of some places and the upload, on the port that {@code args} ask for. */
  public static void main(String[] args) throws Exception {
    DemoRun.run(args, Demo::talk, new FeedServer(new PlacesLog()), new UploadServer(STORAGE));
  }

  private static void talk(Channel channel) throws Exception {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      show("Feed", end -> follow(channel, scheduler, end));
      show("Upload", end -> upload(channel, scheduler, end));
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static void follow(
      Channel channel, ScheduledExecutorService scheduler, CompletableFuture<Status> end) {
    Faults faults =
        new Faults(RouteGuideFeedGrpc.getFollowMethod())
            .meet(Faults.cutAfter(4), Faults.refused(), Faults.cutAfter(5));
    FeedReader.Handler handler =
        new FeedReader.Handler() {
          @Override
          public void onNews(News news) {
            System.out.printf("  %2d  %s%n", news.getPosition(), news.getFeature().getName());
          }

          @Override
          public void onEnd(Status status) {
            end.complete(status);
          }
        };
    new FeedReader(overABadLine(channel, faults), scheduler, backoff(), handler).start();
  }

  private static void upload(
      Channel channel, ScheduledExecutorService scheduler, CompletableFuture<Status> end) {
    Faults faults =
        new Faults(FileTransferGrpc.getUploadMethod())
            .meet(Faults.requestLost(5), Faults.requestLost(7), Faults.cutAfter(0));
    StepSource source = StepSource.of(1_000_000);
    new Uploader(overABadLine(channel, faults), scheduler, backoff(), "walk.gpx", source)
        .start()
        .whenComplete(
            (progress, thrown) -> {
              if (thrown == null) {
                System.out.printf(
                    "  %d bytes are committed, complete: %b, the same as here: %b%n",
                    progress.getCommitted(),
                    progress.getComplete(),
                    STORAGE.bytes("walk.gpx").equals(source.bytes()));
              }
              end.complete(thrown == null ? Status.OK : Status.fromThrowable(thrown));
            });
  }

  /** A channel whose calls meet these faults; prints how each call ends. */
  private static Channel overABadLine(Channel channel, Faults faults) {
    return ClientInterceptors.intercept(channel, faults, new EndsPrinted());
  }

  private static Backoff backoff() {
    return new Backoff(Duration.ofMillis(300), Duration.ofSeconds(3), new Random()::nextDouble);
  }

  private interface Part {
    void run(CompletableFuture<Status> end);
  }

  /** Prints how a part ends; the next one is shown all the same. */
  private static void show(String title, Part part) throws InterruptedException {
    System.out.println(title);
    CompletableFuture<Status> end = new CompletableFuture<>();
    try {
      part.run(end);
    } catch (RuntimeException e) {
      end.complete(Status.fromThrowable(e));
    }
    try {
      Status status = end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      String description = status.getDescription() == null ? "" : ", " + status.getDescription();
      System.out.printf("  %s: %s%s%n", title, status.getCode(), description);
    } catch (TimeoutException e) {
      System.out.printf("  %s: not at its end after %d seconds%n", title, LIMIT_SECONDS);
    } catch (ExecutionException e) {
      System.out.printf("  %s: %s%n", title, e.getCause());
    }
  }

  /** The first places, as news. */
  private static final class PlacesLog implements FeedLog {
    private final List<Feature> features = Places.features().subList(0, PLACES);

    @Override
    public long oldest() {
      return 1;
    }

    @Override
    public long newest() {
      return features.size();
    }

    @Override
    public News at(long position) {
      return News.newBuilder()
          .setPosition(position)
          .setFeature(features.get((int) position - 1))
          .build();
    }
  }
}
