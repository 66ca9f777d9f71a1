package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.RETRY_INFO_IGNORED;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.world.Faults;
import workbook.bench.world.Faults.Fault;

@Step(value = 6, openEnded = true)
class Step6WhenTheServerSays {
  @Test
  @Order(1)
  void comesBackWhenItIsTold(Bench bench) {
    comesBack(bench, Code.UNAVAILABLE, "restarting", 20.5);
  }

  @Test
  @Order(2)
  void comesBackAfterACodeThatWouldBeTheEnd(Bench bench) {
    comesBack(bench, Code.RESOURCE_EXHAUSTED, "too many followers", 20.5);
  }

  /** Sooner than its own backoff would let it. */
  @Test
  @Order(3)
  void comesBackSoonIfItMay(Bench bench) {
    Fault refused = Faults.refused();
    comesBack(bench, Code.UNAVAILABLE, "a server takes over", 2, refused, refused, refused);
  }

  private static void comesBack(
      Bench bench, Code code, String description, double told, Fault... before) {
    StepFeed feed =
        new StepFeed(StepFeed.fails(error(code, description, told)), StepFeed.allUpTo(1));
    StepReader reader = new StepReader(bench, feed, before).start();
    for (int i = 0; i < before.length; i++) {
      reader.nextCall(java.time.Duration.ofMinutes(1));
    }
    int calls = reader.calls();

    String expected =
        "another call " + told + " s after " + code + " with a RetryInfo of " + told + " s";
    boolean again = reader.nextCall(calls, java.time.Duration.ofMinutes(2));
    if (!again) {
      Mismatch mismatch =
          new Mismatch(
              expected,
              reader.ends.isEmpty()
                  ? "none within two minutes"
                  : "none, and onEnd was given " + reader.ends.get(0).getCode());
      throw reader.ends.isEmpty() ? mismatch : mismatch.because(RETRY_INFO_IGNORED);
    }
    double after = reader.secondsAfter(calls);
    if (after < told) {
      throw new Mismatch(expected, "another call after " + after + " s")
          .because(RETRY_INFO_IGNORED);
    }
    bench
        .expect("seconds until the next call, with a RetryInfo of " + told + " s", after)
        .diagnose(seconds -> seconds > 2 * told, RETRY_INFO_IGNORED)
        .matches("from %s to %s".formatted(told, 2 * told), seconds -> seconds <= 2 * told);
  }

  /** An error with two details, of which the second says when to come back. */
  private static StatusRuntimeException error(Code code, String description, double seconds) {
    ErrorInfo reason = ErrorInfo.newBuilder().setReason("FULL").setDomain("feed.example").build();
    RetryInfo info =
        RetryInfo.newBuilder()
            .setRetryDelay(
                Duration.newBuilder()
                    .setSeconds((long) seconds)
                    .setNanos((int) Math.round(seconds % 1 * 1e9)))
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(description)
            .addDetails(Any.pack(reason))
            .addDetails(Any.pack(info))
            .build());
  }
}
