package workbook.unary;

import static workbook.bench.diagnosis.UnaryDiagnosis.LOCATION_MISSING;
import static workbook.bench.diagnosis.UnaryDiagnosis.NOTHING_IS_NO_ERROR;

import io.grpc.Status;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;

@Step(2)
class Step2FeatureOrNoName {
  private static final Point WEST_OF_ZURICH =
      Samples.ZURICH.toBuilder().setLongitude(-300_000_000).build();

  @Test
  @Order(1)
  void theFeatureAtThePoint(Bench bench) {
    Feature feature =
        ask(bench, Samples.ZURICH).expectOneAnswer("the feature at the point, then the status OK");

    bench.expect("the name of the feature", feature.getName()).is("Europe/Zurich");
    bench.expect("its location", feature.getLocation()).is(Samples.ZURICH);
    bench.expectNothingThrown();
  }

  @Test
  @Order(2)
  void whereThereIsNothingItHasNoName(Bench bench) {
    Caller<Point, Feature> caller = ask(bench, Samples.AT_SEA);
    bench.comesTrue(() -> caller.status() != null);
    Status status = caller.status();
    if (status != null && status.getCode() == Status.Code.NOT_FOUND) {
      throw new Mismatch(
              "a Feature without a name where there is nothing, then the status OK",
              "the status NOT_FOUND")
          .because(NOTHING_IS_NO_ERROR);
    }

    Feature feature =
        caller.expectOneAnswer(
            "a Feature without a name where there is nothing, then the status OK");
    bench.expect("the name where there is nothing", feature.getName()).is("");
    bench
        .expect("the location where there is nothing", feature.getLocation())
        .diagnose(Point.getDefaultInstance(), LOCATION_MISSING)
        .is(Samples.AT_SEA);
    bench.expectNothingThrown();
  }

  /** Of one service, and on the same latitude, so that nothing of the first answer comes back. */
  @Test
  @Order(3)
  void alsoAfterOneThatHasAName(Bench bench) {
    bench.serve(new FeatureService(new Samples.Store()));
    call(bench, Samples.ZURICH).expectOneAnswer("the feature at the point, then the status OK");

    Feature second =
        call(bench, WEST_OF_ZURICH)
            .expectOneAnswer("a Feature without a name for the second client, then the status OK");

    bench
        .expect("what a second client is told of a place where there is nothing", second)
        .is(Feature.newBuilder().setLocation(WEST_OF_ZURICH).build());
  }

  private static Caller<Point, Feature> ask(Bench bench, Point location) {
    bench.serve(new FeatureService(new Samples.Store()));
    return call(bench, location);
  }

  private static Caller<Point, Feature> call(Bench bench, Point location) {
    return bench.call(RouteGuideGrpc.getGetFeatureMethod()).send(location).halfClose();
  }
}
