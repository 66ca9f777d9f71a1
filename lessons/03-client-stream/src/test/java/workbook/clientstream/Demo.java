package workbook.clientstream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbook.bench.demo.DemoRun;
import workbook.bench.places.Places;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/** Words joined, walks between real places, one refused and one broken off, over Netty. */
public final class Demo {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LONG_ROUTE = 100_000;
  private static final int BAD_POINT = 3;

  private static final List<RouteSummary> JOURNAL = new CopyOnWriteArrayList<>();

  private Demo() {}

  /** Serves the joiner and the recorder, on the port that {@code args} ask for. */
  public static void main(String[] args) throws Exception {
    RouteRecorder recorder =
        new RouteRecorder(
            Places.features().stream().map(Feature::getLocation).collect(Collectors.toSet()),
            System::nanoTime,
            JOURNAL::add);
    DemoRun.run(args, Demo::talk, new EchoJoiner(), recorder);
  }

  private static void talk(Channel channel) {
    RouteClient walker = new RouteClient(channel, LIMIT);
    show("Words", () -> join(channel, "it", "is", "streaming"));
    show("A walk that is broken off after two points", () -> breakOff(channel));
    show(
        "From Zurich by Paris to London",
        () -> walk(walker, "Europe/Zurich", "Europe/Paris", "Europe/London"));
    show("A walk of no points", () -> walk(walker));
    show("A walk whose point " + BAD_POINT + " is not on earth", () -> walkOffTheEarth(walker));
    System.out.println("In the journal: " + JOURNAL.size());
    JOURNAL.forEach(summary -> System.out.println("  " + words(summary)));
  }

  private static void join(Channel channel, String... words) throws Exception {
    BlockingClientCall<EchoRequest, EchoResponse> call =
        EchoGrpc.newBlockingV2Stub(channel).withDeadlineAfter(LIMIT).clientStreamingEcho();
    for (String word : words) {
      call.write(EchoRequest.newBuilder().setMessage(word).build());
    }
    call.halfClose();
    System.out.println("  " + call.read().getMessage());
  }

  private static void breakOff(Channel channel) throws Exception {
    BlockingClientCall<Point, RouteSummary> call =
        RouteGuideGrpc.newBlockingV2Stub(channel).withDeadlineAfter(LIMIT).recordRoute();
    call.write(place("Europe/Zurich"));
    call.write(place("Europe/Paris"));
    call.cancel("the walker has turned round", null);
    System.out.println("  no summary, no record");
  }

  private static void walk(RouteClient walker, String... cities) throws Exception {
    System.out.println("  " + words(walker.record(Stream.of(cities).map(Demo::place).iterator())));
  }

  private static void walkOffTheEarth(RouteClient walker) throws Exception {
    AtomicInteger taken = new AtomicInteger();
    try {
      RouteSummary summary =
          walker.record(
              IntStream.rangeClosed(1, LONG_ROUTE)
                  .peek(taken::set)
                  .mapToObj(i -> i == BAD_POINT ? Walks.NOT_ON_EARTH : Walks.PARIS)
                  .iterator());
      System.out.println("  " + words(summary));
    } finally {
      System.out.printf("  the client took %d of %d points%n", taken.get(), LONG_ROUTE);
    }
  }

  private static Point place(String city) {
    return Places.named(city).getLocation();
  }

  private static String words(RouteSummary summary) {
    return "%d points, %d of them at known places, %.1f km, %d s"
        .formatted(
            summary.getPointCount(),
            summary.getFeatureCount(),
            summary.getDistance() / 1000.0,
            summary.getElapsedTime());
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
