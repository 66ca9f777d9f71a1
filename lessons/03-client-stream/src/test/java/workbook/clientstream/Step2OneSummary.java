package workbook.clientstream;

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

  private static Caller<Point, RouteSummary> walker(Bench bench) {
    bench.serve(new RouteRecorder(Walks.FEATURES, bench.time()::nanos, summary -> {}));
    return bench.call(RouteGuideGrpc.getRecordRouteMethod());
  }
}
