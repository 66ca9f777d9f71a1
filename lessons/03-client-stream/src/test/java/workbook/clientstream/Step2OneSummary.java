package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.DEGREES_FOR_RADIANS;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.EVERY_MESSAGE_KEPT;

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
    // Rounding each leg on its own may differ by a metre or two, and is as good.
    bench
        .expect("metres from Zurich by Paris to London", summary.getDistance())
        .diagnose(metres -> metres > 1_000_000, DEGREES_FOR_RADIANS)
        .matches("872823, give or take 2", metres -> Math.abs(metres - 872_823) <= 2);
  }

  @Test
  @Order(2)
  void anEmptyRouteIsARouteToo(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.halfClose();

    RouteSummary summary = walker.expectOneAnswer("an empty summary, then the status OK");
    bench.expect("the summary of no points", summary).is(RouteSummary.getDefaultInstance());
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

    walker.send(Walks.PARIS, Walks.LONDON, Walks.PARIS).halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    bench
        .expect("features on the way from Paris to London and back", summary.getFeatureCount())
        .is(3);
  }

  @Test
  @Order(5)
  void metresAreRounded(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.point(0, 0), Walks.point(0, 160)).halfClose();

    RouteSummary summary = walker.expectOneAnswer("one summary, then the status OK");
    bench.expect("metres of a walk of 1.8 m", summary.getDistance()).is(2);
  }

  @Test
  @Order(6)
  void aLongWalkLeavesNothingInMemory(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench.unrecorded());
    List<WeakReference<Point>> sent = new ArrayList<>();

    for (int i = 0; i < LONG_WALK; i++) {
      Point point = Walks.point(i, i);
      sent.add(new WeakReference<>(point));
      walker.send(point);
    }
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
