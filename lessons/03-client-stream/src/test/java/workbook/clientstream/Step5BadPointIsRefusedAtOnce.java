package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.REFUSED_TOO_LATE;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.WENT_ON_AFTER_REFUSAL;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.WRONG_CODE;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
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
  private final List<RouteSummary> journal = new CopyOnWriteArrayList<>();

  @Test
  @Order(1)
  void refusedBeforeTheHalfClose(Bench bench) {
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.ZURICH, Walks.NOT_ON_EARTH);

    if (!bench.comesTrue(() -> walker.status() != null)) {
      throw new Mismatch(
              "INVALID_ARGUMENT as soon as the bad point has come",
              "nothing, and the call is still open")
          .because(REFUSED_TOO_LATE);
    }
    Status status = walker.status();
    bench.expectNothingThrown();
    bench
        .expect("the code of the refusal", status.getCode())
        .diagnose(code -> code != Status.Code.UNIMPLEMENTED && code != Status.Code.OK, WRONG_CODE)
        .is(Status.Code.INVALID_ARGUMENT);
    bench
        .expect("the description of the refusal", String.valueOf(status.getDescription()))
        .matches("says what is wrong", text -> !text.equals("null") && !text.isBlank());
  }

  @Test
  @Order(2)
  void whatIsStillOnItsWayIsIgnored(Bench bench) {
    OnItsWay half = new OnItsWay();
    Caller<Point, RouteSummary> walker = walker(bench.serverThreads(1).interceptServer(half));

    // The half-close is at the server before the server has looked at the bad point.
    walker.send(Walks.NOT_ON_EARTH).halfClose();
    half.arrived();

    bench.settle();
    bench
        .expect("records of a refused walk", journal.size())
        .diagnose(1, WENT_ON_AFTER_REFUSAL)
        .is(0);
    walker.expectStatus("INVALID_ARGUMENT", Status.Code.INVALID_ARGUMENT);
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
