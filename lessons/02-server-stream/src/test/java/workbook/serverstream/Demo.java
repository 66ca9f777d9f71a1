package workbook.serverstream;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import workbook.bench.demo.DemoRun;
import workbook.bench.places.Places;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.proto.routeguide.Rectangle;

/**
 * A look around the Alps, a search that stops half way, and an echo that would never end, over
 * Netty.
 */
public final class Demo {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Rectangle ALPS =
      Samples.area(430_000_000, 50_000_000, 490_000_000, 170_000_000);

  private Demo() {}

  /** Serves the list and the echo, on the port that {@code args} ask for. */
  public static void main(String[] args) throws Exception {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      DemoRun.run(
          args,
          Demo::talk,
          new FeatureLister(Places.features()),
          new EchoRepeater(scheduler, INTERVAL));
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static void talk(Channel channel) {
    FeatureFinder finder = new FeatureFinder(channel);
    show(
        "Around the Alps",
        () -> finder.each(ALPS, feature -> System.out.println("  " + feature.getName())));
    show(
        "The first place in Asia",
        () ->
            System.out.println(
                "  "
                    + finder
                        .first(Samples.EARTH, feature -> feature.getName().startsWith("Asia/"))
                        .map(feature -> feature.getName() + ", and the rest is cancelled")
                        .orElse("there is none")));
    show("An echo, five times", () -> echo(channel));
  }

  private static void echo(Channel channel) {
    CancellableContext five = Context.current().withCancellation();
    Context before = five.attach();
    try {
      Iterator<EchoResponse> echoes =
          EchoGrpc.newBlockingStub(channel)
              .serverStreamingEcho(EchoRequest.newBuilder().setMessage("hello").build());
      for (int i = 1; i <= 5 && echoes.hasNext(); i++) {
        System.out.println("  " + echoes.next().getMessage());
      }
    } finally {
      five.detachAndCancel(before, null);
    }
  }

  private interface Part {
    void run() throws Exception;
  }

  /** Prints how a part ends, if not well; the next one is shown all the same. */
  private static void show(String title, Part part) {
    System.out.println(title);
    try {
      part.run();
    } catch (StatusException | StatusRuntimeException e) {
      Status status = Status.fromThrowable(e);
      System.out.println("  " + status.getCode() + ": " + status.getDescription());
    } catch (Exception e) {
      System.out.println("  " + e);
    }
  }
}
