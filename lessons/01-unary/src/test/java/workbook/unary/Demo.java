package workbook.unary;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import workbook.bench.demo.DemoRun;
import workbook.bench.places.Places;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.routeguide.Point;

/** An echo, and look-ups of real places, one of nothing and one that is refused, over Netty. */
public final class Demo {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Demo() {}

  /** Serves the echo and the features, on the port that {@code args} ask for. */
  public static void main(String[] args) throws Exception {
    FeatureStore store =
        location ->
            Places.features().stream()
                .filter(feature -> feature.getLocation().equals(location))
                .findFirst();
    DemoRun.run(args, Demo::talk, new EchoBack(), new FeatureService(store));
  }

  private static void talk(Channel channel) {
    FeatureClient client = new FeatureClient(channel, LIMIT);
    Point zurich = Places.named("Europe/Zurich").getLocation();
    show("An echo", () -> echo(channel, "hello"));
    show("What lies at Zurich", () -> client.featureAt(zurich).getName());
    show("And in the sea", () -> client.lookUp(Samples.AT_SEA).toString());
    show(
        "And at 95 degrees north", () -> client.featureAt(Samples.point(950_000_000, 0)).getName());
    show("Zurich again, as a LookUp", () -> client.lookUp(zurich).getClass().getSimpleName());
  }

  private static String echo(Channel channel, String message) {
    return EchoGrpc.newBlockingStub(channel)
        .withDeadlineAfter(LIMIT)
        .unaryEcho(EchoRequest.newBuilder().setMessage(message).build())
        .getMessage();
  }

  private interface Part {
    String run();
  }

  /** Prints how a part ends, if not well; the next one is shown all the same. */
  private static void show(String title, Part part) {
    System.out.println(title);
    try {
      System.out.println("  " + part.run());
    } catch (StatusRuntimeException e) {
      System.out.println("  " + e.getStatus().getCode() + ": " + e.getStatus().getDescription());
    }
  }
}
