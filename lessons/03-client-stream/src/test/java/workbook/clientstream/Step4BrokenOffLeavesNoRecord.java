package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.CANCEL_TAKEN_FOR_HALF_CLOSE;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Step;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(4)
class Step4BrokenOffLeavesNoRecord {
  private final List<RouteSummary> journal = new CopyOnWriteArrayList<>();

  @Test
  @Order(1)
  void aWalkThatEndsIsRecordedOnce(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.ZURICH, Walks.PARIS);
    bench.time().advance(Duration.ofSeconds(3));
    walker.halfClose();

    RouteSummary summary = walker.expectOneAnswer("a summary, then the status OK");
    bench.await("the journal holds the walk", () -> !journal.isEmpty(), "the journal is empty");
    bench.settle();
    bench.expect("the journal", journal).is(List.of(summary));
  }

  @Test
  @Order(2)
  void aWalkOfNoPointsIsRecordedToo(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.halfClose();

    RouteSummary summary = walker.expectOneAnswer("a summary, then the status OK");
    bench.await(
        "the journal holds a walk of no points", () -> !journal.isEmpty(), "the journal is empty");
    bench.expect("the journal", journal).is(List.of(summary));
  }

  @Test
  @Order(3)
  void aWalkThatIsBrokenOffIsNot(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.ZURICH, Walks.PARIS).cancel();

    bench.settle();
    bench
        .expect("records of a walk that was broken off", journal.size())
        .diagnose(1, CANCEL_TAKEN_FOR_HALF_CLOSE)
        .is(0);
    bench.expectNothingThrown();
  }

  @Test
  @Order(4)
  void norIsOneWhoseConnectionBreaks(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);
    ManagedChannel connection = bench.channel();
    Caller<Point, RouteSummary> lost = bench.call(RouteGuideGrpc.getRecordRouteMethod());

    walker.send(Walks.LONDON);
    lost.send(Walks.ZURICH, Walks.PARIS);
    connection.shutdownNow();
    bench.settle();
    bench.expect("records of a walk whose connection broke", journal.size()).is(0);
    bench.expectNothingThrown();
    walker.halfClose();

    walker.expectOneAnswer("a summary for the other walker, then the status OK");
  }

  private Caller<Point, RouteSummary> walker(Bench bench) {
    bench.serve(new RouteRecorder(Walks.FEATURES, bench.time()::nanos, journal::add));
    return bench.call(RouteGuideGrpc.getRecordRouteMethod());
  }
}
