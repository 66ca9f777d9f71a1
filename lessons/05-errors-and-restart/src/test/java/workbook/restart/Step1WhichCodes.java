package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.EVERY_CANCEL_TAKEN_FOR_ONES_OWN;
import static workbook.bench.diagnosis.RestartDiagnosis.EVERY_CODE_RETRIED;
import static workbook.bench.diagnosis.RestartDiagnosis.NO_CODE_RETRIED;
import static workbook.bench.diagnosis.RestartDiagnosis.STATUSES_COMPARED;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Step;

/** Says nothing of the codes on which sensible people differ, such as ABORTED or UNKNOWN. */
@Step(1)
class Step1WhichCodes {
  private static final List<Code> STAYING =
      List.of(
          Code.INVALID_ARGUMENT,
          Code.NOT_FOUND,
          Code.ALREADY_EXISTS,
          Code.PERMISSION_DENIED,
          Code.FAILED_PRECONDITION,
          Code.OUT_OF_RANGE,
          Code.UNIMPLEMENTED,
          Code.DATA_LOSS,
          Code.UNAUTHENTICATED);

  @Test
  @Order(1)
  void whatPassesMayBeRetried(Bench bench) {
    boolean unavailable = Codes.mayRetry(Status.UNAVAILABLE);
    boolean described = Codes.mayRetry(Status.UNAVAILABLE.withDescription("io exception"));
    boolean cancelled = Codes.mayRetry(Status.CANCELLED);
    boolean byTheServer =
        Codes.mayRetry(Status.CANCELLED.withDescription("RST_STREAM closed stream"));

    bench
        .expect("mayRetry(UNAVAILABLE)", unavailable)
        .diagnose(retried -> !retried && !described && !cancelled, NO_CODE_RETRIED)
        .is(true);
    bench
        .expect("mayRetry(UNAVAILABLE \"io exception\")", described)
        .diagnose(false, STATUSES_COMPARED)
        .is(true);
    bench
        .expect("mayRetry(CANCELLED)", cancelled)
        .diagnose(retried -> !retried && !byTheServer, EVERY_CANCEL_TAKEN_FOR_ONES_OWN)
        .is(true);
    bench
        .expect("mayRetry(CANCELLED \"RST_STREAM closed stream\")", byTheServer)
        .diagnose(false, STATUSES_COMPARED)
        .is(true);
  }

  @Test
  @Order(2)
  void whatStaysMayNot(Bench bench) {
    List<Code> retried = new ArrayList<>();
    List<Code> retriedIfDescribed = new ArrayList<>();
    for (Code code : STAYING) {
      if (Codes.mayRetry(code.toStatus())) {
        retried.add(code);
      }
      if (Codes.mayRetry(code.toStatus().withDescription("no"))) {
        retriedIfDescribed.add(code);
      }
    }

    bench
        .expect("codes that are retried and never get better", retried)
        .diagnose(STAYING, EVERY_CODE_RETRIED)
        .is(List.of());
    bench
        .expect(
            "codes that are retried when the status has a description, and never get better",
            retriedIfDescribed)
        .diagnose(STAYING, STATUSES_COMPARED)
        .is(List.of());
  }
}
