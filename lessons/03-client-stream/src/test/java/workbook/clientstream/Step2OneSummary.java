package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.DEGREES_FOR_RADIANS;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.EVERY_MESSAGE_KEPT;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Step;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(2)
class Step2OneSummary {
  private static final int LONG_WALK = 3_000;

  @Test
  @Order(1)
  void oneSummaryAfterTheHalfClose(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    Walks.ROUTE.forEach(walker::send);
    walker.expectNothingYet("no answer before the walker has half-closed");
    walker.halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    bench.expect("points", summary.getPointCount()).is(4);
    bench.expect("features", summary.getFeatureCount()).is(3);
    // A sum of floats may differ by a metre.
    bench
        .expect("metres from Zurich by Paris to London", summary.getDistance())
        .diagnose(metres -> Math.abs(metres - 28_214_038) <= 2, DEGREES_FOR_RADIANS)
        .matches("872823, give or take 2", metres -> Math.abs(metres - 872_823) <= 2);
  }

  @Test
  @Order(2)
  void anEmptyRouteIsARouteToo(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.halfClose();

    RouteSummary summary = walker.expectOneAnswer("an empty summary, then the status OK");
    bench
        .expect("the summary of no points", summary)
        .diagnose(walk -> walk.getPointCount() >= Walks.ROUTE.size(), STATE_SHARED)
        .is(RouteSummary.getDefaultInstance());
  }

  @Test
  @Order(3)
  void oneStandsStill(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.PARIS).halfClose();

    RouteSummary summary = walker.expectOneAnswer("a summary of one point, then the status OK");
    bench.expect("points", summary.getPointCount()).is(1);
    bench.expect("features", summary.getFeatureCount()).is(1);
    bench.expect("metres of a route of one point", summary.getDistance()).is(0);
  }

  @Test
  @Order(4)
  void aPlaceCountsAtEachVisit(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.PARIS, Walks.PARIS, Walks.LONDON, Walks.PARIS).halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    String walk = "a walk from Paris, which is sent twice, to London and back";
    bench.expect("points of " + walk, summary.getPointCount()).is(4);
    bench.expect("features of " + walk, summary.getFeatureCount()).is(4);
  }

  @Test
  @Order(5)
  void nearAPlaceIsNotAtIt(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);
    int latitude = Walks.PARIS.getLatitude();

    walker
        .send(Walks.point(latitude, Walks.PARIS.getLongitude() + 1), Walks.point(latitude, 0))
        .halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    bench.expect("features of a walk near Paris", summary.getFeatureCount()).is(0);
  }

  @Test
  @Order(6)
  void metresAreRounded(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.point(0, 0), Walks.point(0, 160)).halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    bench.expect("metres of a walk of 1.8 m", summary.getDistance()).is(2);
  }

  @Test
  @Order(7)
  void theSumIsRoundedAndNotTheLegs(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    for (int i = 0; i <= 3; i++) {
      walker.send(Walks.point(0, 40 * i));
    }
    walker.halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    bench.expect("metres of a walk of three legs of 0.44 m", summary.getDistance()).is(1);
  }

  @Test
  @Order(8)
  void aLongWalkLeavesNothingInMemory(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench.unrecorded());
    List<WeakReference<Point>> sent = new ArrayList<>();

    for (int i = 0; i < LONG_WALK; i++) {
      Point point = Walks.point(i, i);
      sent.add(new WeakReference<>(point));
      walker.send(point);
    }
    // Whoever hands the points over to another thread has time to: until nothing goes on.
    bench.comesTrue(() -> false);
    System.gc();
    long kept = sent.stream().filter(point -> point.get() != null).count();
    walker.halfClose();

    bench
        .expect(
            "points of a walk of " + LONG_WALK + " that are still in memory before its end", kept)
        .diagnose(count -> count > LONG_WALK / 2, EVERY_MESSAGE_KEPT)
        .matches("a few", count -> count < LONG_WALK / 10);
    walker.expectOneAnswer("one summary, then the status OK");
  }

  private static Caller<Point, RouteSummary> walker(Bench bench) {
    bench.serve(new RouteRecorder(Walks.FEATURES, bench.time()::nanos, summary -> {}));
    return bench.call(RouteGuideGrpc.getRecordRouteMethod());
  }
}
