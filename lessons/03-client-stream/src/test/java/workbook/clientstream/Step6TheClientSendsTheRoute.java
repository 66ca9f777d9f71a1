package workbook.clientstream;

import static workbook.bench.diagnosis.CallDiagnosis.CALL_LEFT_OPEN;
import static workbook.bench.diagnosis.CallDiagnosis.NEVER_HALF_CLOSED;
import static workbook.bench.diagnosis.CallDiagnosis.NO_DEADLINE;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.CLIENT_CANCELLED;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.ERROR_NOT_PASSED_ON;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.OBSERVER_USED_AGAIN;
import static workbook.bench.diagnosis.UnaryDiagnosis.DEADLINE_KEPT;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_UNDERRUN;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Deadlines;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(value = 6, openEnded = true)
class Step6TheClientSendsTheRoute {
  private static final Duration LIMIT = Duration.ofMillis(200);

  /** Runs on the real time while a call is made, so it must stand a busy machine. */
  private static final Duration LONG = Duration.ofMillis(30_500);

  private static final Duration LATER = Duration.ofDays(1);

  @Test
  @Order(1)
  void sendsHalfClosesAndReturnsTheSummary(Bench bench) {
    List<Point> received = new ArrayList<>();
    RouteClient client = new RouteClient(bench.serve(new Recorder(received)), LONG);

    Background<RouteSummary> record =
        bench.background("record(route)", () -> client.record(Walks.ROUTE.iterator()));
    if (!bench.comesTrue(record::done)
        && bench.calls().stream().noneMatch(call -> call.saw(End.SERVER, Kind.HALF_CLOSE))) {
      throw new Mismatch("the client half-closes after the last point", "it does not")
          .because(NEVER_HALF_CLOSED);
    }

    if (cancelled(bench)) {
      throw new Mismatch("the client half-closes after the last point", "it cancels the call")
          .because(CLIENT_CANCELLED);
    }

    RouteSummary summary = record.expectReturn("record returns the summary");
    bench.expect("points that reached the server", received).is(Walks.ROUTE);
    bench.expect("points in the summary that record returned", summary.getPointCount()).is(4);
  }

  @Test
  @Order(2)
  void throwsTheStatusThatEndedTheCall(Bench bench) {
    RouteClient client =
        new RouteClient(
            bench.serve(
                new RouteGuideGrpc.RouteGuideImplBase() {
                  @Override
                  public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
                    responses.onError(
                        Status.UNAVAILABLE.withDescription("closed today").asRuntimeException());
                    return new Recorder(new ArrayList<>()).recordRoute(null);
                  }
                }),
            LONG);

    Background<RouteSummary> record =
        bench.background("record(route)", () -> client.record(Walks.ROUTE.iterator()));

    if (!bench.comesTrue(record::done)) {
      throw new Mismatch("record throws UNAVAILABLE, as the server said", "it still waits")
          .because(ERROR_NOT_PASSED_ON);
    }
    Status status = record.expectThrows("record throws UNAVAILABLE", StatusRuntimeException.class);
    bench
        .expect("the code of the status that record throws", status.getCode())
        .is(Status.Code.UNAVAILABLE);
    bench
        .expect("its description", Optional.ofNullable(status.getDescription()).orElse("none"))
        .is("closed today");
    bench.expect("calls made for one route", bench.calls().size()).is(1);
  }

  @Test
  @Order(3)
  void givesUpAtTheLimit(Bench bench) {
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    RouteClient client =
        new RouteClient(
            bench.serve(
                new RouteGuideGrpc.RouteGuideImplBase() {
                  @Override
                  public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
                    return new Recorder(new ArrayList<>()).recordRoute(null);
                  }
                }),
            LIMIT);

    Background<RouteSummary> record =
        bench.background("record(route)", () -> client.record(Walks.ROUTE.iterator()));
    bench.comesTrue(
        () ->
            record.done()
                || bench.calls().stream().anyMatch(call -> call.saw(End.SERVER, Kind.HALF_CLOSE)));
    bench.time().advance(LIMIT.plusMillis(100));

    if (!bench.comesTrue(record::done)) {
      bench.time().advance(LATER);
      throw bench.comesTrue(record::done)
          ? new Mismatch("record gives up at its limit of 0.2 s", "it still waits after 0.3 s")
          : new Mismatch("record gives up at its limit when no answer comes", "it waits for ever")
              .because(NO_DEADLINE);
    }
    Status status =
        record.expectThrows(
            "record throws when no answer comes within its limit", StatusRuntimeException.class);
    if (!bench.comesTrue(() -> cancelled(bench))) {
      throw new Mismatch(
              "the call ends when record gives up, and the server is told",
              "it is still open at the server")
          .because(CALL_LEFT_OPEN);
    }
    if (deadlines.seen().isEmpty()) {
      throw new Mismatch(
          "the call has a deadline, and the server is told of it when the call begins",
          "it has none: the client gave up by itself");
    }
    bench
        .expect("the code that record throws at its limit", status.getCode())
        .is(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  @Order(4)
  void aSecondRouteIsASecondCall(Bench bench) {
    List<Point> received = new ArrayList<>();
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    RouteClient client = new RouteClient(bench.serve(new Recorder(received)), LONG);
    List<Point> back = List.of(Walks.LONDON, Walks.PARIS);
    long before = System.nanoTime();

    Background<RouteSummary> both =
        bench.background(
            "record(route), a second time,",
            () -> {
              client.record(Walks.ROUTE.iterator());
              return client.record(back.iterator());
            });
    bench.comesTrue(both::done);

    if (received.size() == Walks.ROUTE.size() && bench.calls().size() == 1) {
      throw new Mismatch("a second route is sent as a second call", "there was one call only")
          .because(OBSERVER_USED_AGAIN);
    }
    RouteSummary second = both.expectReturn("record returns a summary for the second route too");
    bench
        .expect(
            "points of the second route that reached the server",
            received.subList(Math.min(Walks.ROUTE.size(), received.size()), received.size()))
        .is(back);
    bench
        .expect("points in the summary that record returned for it", second.getPointCount())
        .is(back.size());
    if (deadlines.keptForTheSecond()) {
      throw new Mismatch(
              "a later call has a later deadline", "both calls have the same point in time")
          .because(DEADLINE_KEPT);
    }
    // A deadline worked out after `before` is never earlier than this, however slow the machine.
    long left = deadlines.seen().get(0).timeRemaining(TimeUnit.NANOSECONDS);
    if (left + System.nanoTime() - before < LONG.toNanos()) {
      throw new Mismatch(
              "a call may take 30.5 s if that is the limit", "it is given less than that")
          .because(LIMIT_UNDERRUN);
    }
  }

  @Test
  @Order(5)
  void anEmptyRouteIsSentToo(Bench bench) {
    RouteClient client = new RouteClient(bench.serve(new Recorder(new ArrayList<>())), LONG);

    Background<RouteSummary> record =
        bench.background("record(route)", () -> client.record(List.<Point>of().iterator()));
    if (!bench.comesTrue(record::done)
        && bench.calls().stream().noneMatch(call -> call.saw(End.SERVER, Kind.HALF_CLOSE))) {
      throw new Mismatch("the client half-closes for a route of no points too", "it does not")
          .because(NEVER_HALF_CLOSED);
    }

    record.expectReturn("record returns the summary of a route of no points");
    bench.expect("calls made for a route of no points", bench.calls().size()).is(1);
  }

  /** To cancel a call that has ended does nothing, and some do it in any case. */
  private static boolean cancelled(Bench bench) {
    return bench.calls().stream().anyMatch(call -> call.saw(End.SERVER, Kind.CANCEL));
  }

  /** Counts the points; answers after the half-close, unless there is nobody to answer. */
  private static final class Recorder extends RouteGuideGrpc.RouteGuideImplBase {
    private final List<Point> received;

    Recorder(List<Point> received) {
      this.received = received;
    }

    @Override
    public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
      return new StreamObserver<>() {
        private int points;

        @Override
        public void onNext(Point point) {
          received.add(point);
          points++;
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
          if (responses != null) {
            responses.onNext(RouteSummary.newBuilder().setPointCount(points).build());
            responses.onCompleted();
          }
        }
      };
    }
  }
}
