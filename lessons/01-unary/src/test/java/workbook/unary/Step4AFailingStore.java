package workbook.unary;

import static workbook.bench.diagnosis.UnaryDiagnosis.FAILURE_HIDDEN;
import static workbook.bench.diagnosis.UnaryDiagnosis.INSIDES_LEAKED;
import static workbook.bench.diagnosis.UnaryDiagnosis.RETRY_FORBIDDEN;

import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
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

  /** The store's statuses are words between it and this service, not between this and a client. */
  @Test
  @Order(4)
  void aStatusOfTheStoresIsNotHandedOn(Bench bench) {
    fails(
        bench,
        Status.PERMISSION_DENIED.withDescription(INSIDES).asRuntimeException(),
        Status.Code.INTERNAL);
  }

  /** A status is never an Away, whatever its code. */
  @Test
  @Order(5)
  void norIsItsUnavailable(Bench bench) {
    fails(
        bench,
        Status.UNAVAILABLE.withDescription(INSIDES).asRuntimeException(),
        Status.Code.INTERNAL);
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
    if (caller.status() != null) {
      bench
          .expect("what the client reads of the store's own words", read(caller))
          .diagnose(Step4AFailingStore::tellsInsides, INSIDES_LEAKED)
          .matches("nothing", text -> !tellsInsides(text));
    }
    String status =
        "the status %s and no answer if the store throws %s"
            .formatted(expected, failure.getClass().getSimpleName());
    caller.expectStatus(status, expected);
    bench.expectNothingThrown();
    caller.expectNoAnswer(status);
  }

  private static String read(Caller<?, ?> caller) {
    return "description: "
        + caller.status().getDescription()
        + ", trailers: "
        + words(caller.trailers());
  }

  private static boolean tellsInsides(String text) {
    return text.contains("db-7") || text.contains("user guide");
  }

  /** A trailer whose name ends in -bin is printed as a number by gRPC; here its bytes are read. */
  private static String words(Metadata trailers) {
    return trailers.keys().stream()
        .sorted()
        .map(
            name ->
                name
                    + "="
                    + (name.endsWith("-bin") ? binary(trailers, name) : text(trailers, name)))
        .toList()
        .toString();
  }

  private static String binary(Metadata trailers, String name) {
    return new String(
        trailers.get(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER)),
        StandardCharsets.UTF_8);
  }

  private static String text(Metadata trailers, String name) {
    return trailers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }
}
