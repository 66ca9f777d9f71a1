package workbook.unary;

import static workbook.bench.diagnosis.UnaryDiagnosis.CALLERS_MISTAKE;
import static workbook.bench.diagnosis.UnaryDiagnosis.REFUSED_WITHOUT_A_WORD;
import static workbook.bench.diagnosis.UnaryDiagnosis.TAKEN_FOR_NOTHING;

import io.grpc.Status;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;

@Step(3)
class Step3NotOnEarth {
  private final Samples.Store store = new Samples.Store();

  @Test
  @Order(1)
  void aLatitudeOf95DegreesIsRefused(Bench bench) {
    refused(bench, Samples.point(950_000_000, 0));
  }

  @Test
  @Order(2)
  void aLongitudeOf200DegreesIsRefused(Bench bench) {
    refused(bench, Samples.point(0, -2_000_000_000));
  }

  @Test
  @Order(3)
  void theSmallestIntIsRefused(Bench bench) {
    refused(bench, Samples.point(Integer.MIN_VALUE, Integer.MIN_VALUE));
  }

  @Test
  @Order(4)
  void theSouthPoleOnTheDateLineIsOnEarth(Bench bench) {
    isOnEarth(bench, "the south pole", Samples.point(-900_000_000, -1_800_000_000));
  }

  @Test
  @Order(5)
  void soIsTheNorthPole(Bench bench) {
    isOnEarth(bench, "the north pole", Samples.point(900_000_000, 1_800_000_000));
  }

  /** Latitude 0, longitude 0, is in the sea, and a message that has all its defaults. */
  @Test
  @Order(6)
  void soIsThePointWithTwoZeros(Bench bench) {
    isOnEarth(bench, "latitude 0, longitude 0", Samples.point(0, 0));
  }

  private void isOnEarth(Bench bench, String what, Point location) {
    ask(bench, location)
        .expectOneAnswer("a Feature for " + what + ", which is on earth, then the status OK");
  }

  private void refused(Bench bench, Point location) {
    Caller<Point, Feature> caller = ask(bench, location);

    bench.comesTrue(() -> caller.status() != null);
    if (caller.status() != null
        && caller.status().isOk()
        && bench.calls().get(0).threw(End.SERVER).isEmpty()) {
      throw new Mismatch(
              "the status INVALID_ARGUMENT and no answer", "an answer, as if it lay on earth")
          .because(TAKEN_FOR_NOTHING);
    }
    if (!bench.comesTrue(() -> caller.status() != null) || caller.status().isOk()) {
      caller.expectStatus(
          "the status INVALID_ARGUMENT and no answer", Status.Code.INVALID_ARGUMENT);
    }
    caller.expectNoAnswer("the status INVALID_ARGUMENT and no answer");
    bench.expectNothingThrown();
    Status status = caller.status();
    bench
        .expect("the code of the refusal", status.getCode())
        .diagnose(
            code -> code == Status.Code.INTERNAL || code == Status.Code.UNAVAILABLE,
            CALLERS_MISTAKE)
        .is(Status.Code.INVALID_ARGUMENT);
    bench
        .expect("the description of the refusal", String.valueOf(status.getDescription()))
        .diagnose("null", REFUSED_WITHOUT_A_WORD)
        .matches("says what is wrong", text -> !text.equals("null") && !text.isBlank());
    if (!store.asked.isEmpty()) {
      throw new Mismatch("the store is not asked for a point that is not on earth", "it was asked");
    }
  }

  private Caller<Point, Feature> ask(Bench bench, Point location) {
    bench.serve(new FeatureService(store));
    return bench.call(RouteGuideGrpc.getGetFeatureMethod()).send(location).halfClose();
  }
}
