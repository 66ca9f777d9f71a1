package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.REFUSED_TOO_LATE;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.WENT_ON_AFTER_REFUSAL;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.WRONG_CODE;

import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
              "INVALID_ARGUMENT as soon as the bad point has come", "nothing, and the call is still open")
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
    Caller<Point, RouteSummary> walker = walker(bench);

    walker.send(Walks.NOT_ON_EARTH, Walks.PARIS, Walks.NOT_ON_EARTH, Walks.ZURICH).halfClose();

    walker.expectStatus("INVALID_ARGUMENT", Status.Code.INVALID_ARGUMENT);
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

  private static String thrown(Bench bench) {
    return bench.calls().get(0).threw(End.SERVER).map(Words::thrown).orElse("none");
  }

  private Caller<Point, RouteSummary> walker(Bench bench) {
    bench.serve(new RouteRecorder(Walks.FEATURES, bench.time()::nanos, journal::add));
    return bench.call(RouteGuideGrpc.getRecordRouteMethod());
  }
}
