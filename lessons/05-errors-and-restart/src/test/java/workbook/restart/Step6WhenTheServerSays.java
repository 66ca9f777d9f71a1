package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.RETRY_INFO_IGNORED;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;

@Step(6)
class Step6WhenTheServerSays {
  private static final int SECONDS = 20;

  @Test
  @Order(1)
  void comesBackWhenItIsTold(Bench bench) {
    comesBack(bench, Code.UNAVAILABLE, "restarting");
  }

  @Test
  @Order(2)
  void comesBackAfterACodeThatWouldBeTheEnd(Bench bench) {
    comesBack(bench, Code.RESOURCE_EXHAUSTED, "too many followers");
  }

  private static void comesBack(Bench bench, Code code, String description) {
    StepFeed feed = new StepFeed(StepFeed.fails(told(code, description)), StepFeed.allUpTo(1));
    StepReader reader = new StepReader(bench, feed).start();

    String expected =
        "a second call " + SECONDS + " s after " + code + " with a RetryInfo of " + SECONDS + " s";
    boolean again = reader.nextCall(1, java.time.Duration.ofMinutes(2));
    if (!again) {
      Mismatch mismatch =
          new Mismatch(
              expected,
              reader.ends.isEmpty()
                  ? "none within two minutes"
                  : "none, and onEnd was given " + reader.ends.get(0).getCode());
      throw reader.ends.isEmpty() ? mismatch : mismatch.because(RETRY_INFO_IGNORED);
    }
    double after = reader.secondsAfter(1);
    if (after < SECONDS) {
      throw new Mismatch(expected, "a second call after " + after + " s")
          .because(RETRY_INFO_IGNORED);
    }
    bench
        .expect("seconds until the second call", after)
        .matches("from 20 to 40", seconds -> seconds <= 2 * SECONDS);
  }

  private static StatusRuntimeException told(Code code, String description) {
    RetryInfo info =
        RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(SECONDS)).build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(description)
            .addDetails(Any.pack(info))
            .build());
  }
}
