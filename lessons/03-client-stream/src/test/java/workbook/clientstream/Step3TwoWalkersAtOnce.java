package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.OTHER_CLOCK;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.TIME_OF_THE_SERVICE;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Step;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(3)
class Step3TwoWalkersAtOnce {
  /** What the clock shows when the step begins; no whole number of seconds. */
  private static final Duration ON_THE_CLOCK = Duration.ofMillis(86_400_600);

  @Test
  void twoWalkersAtOnceGetTwoSummaries(Bench bench) {
    AtomicInteger looks = new AtomicInteger();
    LongSupplier clock =
        () -> {
          looks.incrementAndGet();
          return bench.time().nanos() + ON_THE_CLOCK.toNanos();
        };
    bench.serve(new RouteRecorder(Walks.FEATURES, clock, summary -> {}));

    bench.time().advance(Duration.ofMinutes(10));
    Caller<Point, RouteSummary> a = bench.call(RouteGuideGrpc.getRecordRouteMethod());
    bench.time().advance(Duration.ofMillis(1_700));
    a.send(Walks.ZURICH, Walks.PARIS);
    bench.time().advance(Duration.ofSeconds(4));
    Caller<Point, RouteSummary> b = bench.call(RouteGuideGrpc.getRecordRouteMethod());
    b.send(Walks.LONDON);
    a.send(Walks.AT_SEA);
    bench.time().advance(Duration.ofSeconds(2));
    a.halfClose();
    bench.time().advance(Duration.ofSeconds(4));
    b.send(Walks.LONDON).halfClose();

    RouteSummary first = a.expectOneAnswer("a summary for walker A, then the status OK");
    RouteSummary second = b.expectOneAnswer("a summary for walker B, then the status OK");
    bench
        .expect("points of walkers A and B", pair(first.getPointCount(), second.getPointCount()))
        .diagnose(counts -> !counts.equals("3 and 2"), STATE_SHARED)
        .is("3 and 2");
    bench
        .expect(
            "features of walkers A and B", pair(first.getFeatureCount(), second.getFeatureCount()))
        .diagnose(counts -> !counts.equals("2 and 2"), STATE_SHARED)
        .is("2 and 2");
    bench
        .expect(
            "metres of walker A, and of walker B, who stands still",
            pair(first.getDistance(), second.getDistance()))
        .diagnose(metres -> !metres.equals("705094 and 0"), STATE_SHARED)
        .is("705094 and 0");
    bench
        .expect(
            "whole seconds of walkers A and B, who walk for 7.7 s and for 6 s",
            pair(first.getElapsedTime(), second.getElapsedTime()))
        .diagnose("2 and 6", STATE_SHARED)
        .diagnose(seconds -> looks.get() == 0, OTHER_CLOCK)
        .diagnose("607 and 611", TIME_OF_THE_SERVICE)
        .is("7 and 6");
  }

  private static String pair(int a, int b) {
    return a + " and " + b;
  }
}
