package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.REFUSED_TOO_LATE;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.WENT_ON_AFTER_REFUSAL;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.WRONG_CODE;
import static workbook.bench.diagnosis.UnaryDiagnosis.REFUSED_WITHOUT_A_WORD;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Words;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(5)
class Step5BadPointIsRefusedAtOnce {
  /** What comes of other mistakes than a code that was chosen badly. */
  private static final Set<Status.Code> NO_CHOICE =
      EnumSet.of(
          Status.Code.UNIMPLEMENTED, Status.Code.OK, Status.Code.UNKNOWN, Status.Code.CANCELLED);

  private final List<RouteSummary> journal = new CopyOnWriteArrayList<>();

  @Test
  @Order(1)
  void refusedBeforeTheHalfClose(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.ZURICH, Walks.NOT_ON_EARTH);

    if (!bench.comesTrue(() -> walker.status() != null)) {
      throw notRefused(bench, walker);
    }
    Status status = walker.status();
    bench.expectNothingThrown();
    bench
        .expect("the code of the refusal", status.getCode())
        .diagnose(code -> !NO_CHOICE.contains(code), WRONG_CODE)
        .is(Status.Code.INVALID_ARGUMENT);
    bench
        .expect(
            "the description of the refusal",
            Optional.ofNullable(status.getDescription()).orElse("none"))
        .diagnose("none", REFUSED_WITHOUT_A_WORD)
        .matches("says what is wrong", text -> !text.equals("none") && !text.isBlank());
    bench.settle();
    bench.expect("records of a refused walk", journal.size()).is(0);
  }

  /** Looks whether the half-close brings the refusal, to tell why it did not come before. */
  private static Mismatch notRefused(Bench bench, Caller<Point, RouteSummary> walker) {
    String expected = "INVALID_ARGUMENT as soon as the bad point has come";
    walker.halfClose();
    if (!bench.comesTrue(() -> walker.status() != null)) {
      return new Mismatch(expected, "nothing, and the call is still open");
    }
    Mismatch mismatch =
        new Mismatch(
            expected,
            "nothing before the half-close, then status " + Words.status(walker.status()));
    return walker.status().getCode() == Status.Code.INVALID_ARGUMENT
        ? mismatch.because(REFUSED_TOO_LATE)
        : mismatch;
  }

  @Test
  @Order(2)
  void whatIsStillOnItsWayIsIgnored(Bench bench) {
    OnItsWay half = new OnItsWay();
    Caller<Point, RouteSummary> walker = walker(bench.serverThreads(1).interceptServer(half));

    // The half-close is at the server before the server has looked at the bad point.
    walker.send(Walks.NOT_ON_EARTH).halfClose();
    half.arrived();

    walker.expectStatus(
        "INVALID_ARGUMENT for a walk that begins with a bad point", Status.Code.INVALID_ARGUMENT);
    bench.settle();
    bench
        .expect("records of a refused walk", journal.size())
        .diagnose(1, WENT_ON_AFTER_REFUSAL)
        .is(0);
    bench
        .expect("exceptions from the observer", thrown(bench))
        .diagnose(thrown -> !thrown.equals("none"), WENT_ON_AFTER_REFUSAL)
        .is("none");
  }

  @Test
  @Order(3)
  void thePolesAndTheDateLineAreOnEarth(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.NORTH_POLE, Walks.SOUTH_POLE).halfClose();

    RouteSummary summary = walker.expectOneAnswer("the summary of a walk from pole to pole");
    bench.expect("the points of the walk", summary.getPointCount()).is(2);
  }

  @Test
  @Order(4)
  void othersWalkOn(Bench bench) {
    Caller<Point, RouteSummary> a = walker(bench);
    Caller<Point, RouteSummary> b = bench.call(RouteGuideGrpc.getRecordRouteMethod());

    b.send(Walks.PARIS);
    a.send(Walks.NOT_ON_EARTH);
    a.expectStatus("INVALID_ARGUMENT for A", Status.Code.INVALID_ARGUMENT);
    b.send(Walks.LONDON).halfClose();

    if (!bench.comesTrue(() -> b.status() != null)) {
      throw new Mismatch(
              "a summary for B, though A was refused", "nothing, and B's call is still open")
          .because(STATE_SHARED);
    }
    RouteSummary summary = b.expectOneAnswer("a summary for B, though A was refused");
    bench
        .expect("points of B, who was there when A was refused", summary.getPointCount())
        .diagnose(1, STATE_SHARED)
        .is(2);
  }

  @Test
  @Order(5)
  void oneStepBeyondThemIsNot(Bench bench) {
    bench.serve(new RouteRecorder(Walks.FEATURES, bench.time()::nanos, journal::add));

    for (Point bad : Walks.JUST_OFF_THE_EARTH) {
      Caller<Point, RouteSummary> walker = bench.call(RouteGuideGrpc.getRecordRouteMethod());
      walker.send(bad);
      walker.expectStatus(
          "INVALID_ARGUMENT at latitude %d, longitude %d"
              .formatted(bad.getLatitude(), bad.getLongitude()),
          Status.Code.INVALID_ARGUMENT);
    }
  }

  /** Holds the messages back until the step says that the half-close has arrived. */
  private static final class OnItsWay implements ServerInterceptor {
    private final CountDownLatch arrived = new CountDownLatch(1);

    void arrived() {
      arrived.countDown();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
        @Override
        public void onMessage(Q message) {
          try {
            arrived.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          super.onMessage(message);
        }
      };
    }
  }

  private static String thrown(Bench bench) {
    return bench.calls().get(0).threw(End.SERVER).map(Words::thrown).orElse("none");
  }

  private Caller<Point, RouteSummary> walker(Bench bench) {
    bench.serve(new RouteRecorder(Walks.FEATURES, bench.time()::nanos, journal::add));
    return bench.call(RouteGuideGrpc.getRecordRouteMethod());
  }
}
