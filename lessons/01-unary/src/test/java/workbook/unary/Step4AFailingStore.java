package workbook.unary;

import static workbook.bench.diagnosis.UnaryDiagnosis.FAILURE_HIDDEN;
import static workbook.bench.diagnosis.UnaryDiagnosis.INSIDES_LEAKED;
import static workbook.bench.diagnosis.UnaryDiagnosis.RETRY_FORBIDDEN;

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

@Step(4)
class Step4AFailingStore {
  private static final String INSIDES = "db-7.internal refused user guide";

  @Test
  @Order(1)
  void awayIsUnavailable(Bench bench) {
    fails(bench, new FeatureStore.Away(INSIDES), Status.Code.UNAVAILABLE);
  }

  @Test
  @Order(2)
  void brokenIsInternal(Bench bench) {
    fails(bench, new IllegalStateException(INSIDES), Status.Code.INTERNAL);
  }

  /** Not the caller's fault either: the argument is one of the store's own. */
  @Test
  @Order(3)
  void brokenInAnotherWayIsInternalToo(Bench bench) {
    fails(bench, new IllegalArgumentException(INSIDES), Status.Code.INTERNAL);
  }

  private static void fails(Bench bench, RuntimeException failure, Status.Code expected) {
    bench.serve(
        new FeatureService(
            location -> {
              throw failure;
            }));
    Caller<Point, Feature> caller =
        bench.call(RouteGuideGrpc.getGetFeatureMethod()).send(Samples.ZURICH).halfClose();

    if (bench.comesTrue(() -> caller.status() != null) && caller.status().isOk()) {
      throw new Mismatch("the status " + expected, "the status OK, as if the store had answered")
          .because(FAILURE_HIDDEN);
    }
    if (caller.status() != null
        && expected == Status.Code.UNAVAILABLE
        && caller.status().getCode() == Status.Code.INTERNAL) {
      throw new Mismatch(
              "the status UNAVAILABLE, since the store is only away", "the status INTERNAL")
          .because(RETRY_FORBIDDEN);
    }
    Status status = caller.expectStatus("the status " + expected, expected);
    bench.expectNothingThrown();
    bench
        .expect(
            "what the client reads of the store's own words",
            "description: " + status.getDescription() + ", trailers: " + caller.trailers())
        .diagnose(text -> text.contains("db-7"), INSIDES_LEAKED)
        .matches("nothing", text -> !text.contains("db-7"));
  }
}
