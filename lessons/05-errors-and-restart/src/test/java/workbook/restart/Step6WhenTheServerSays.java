package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.RETRY_INFO_IGNORED;
import static workbook.bench.diagnosis.RestartDiagnosis.STOP_FORGETS_THE_DELAY;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
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

  @Test
  @Order(4)
  void comesBackWhateverTheCode(Bench bench) {
    comesBack(bench, Code.INTERNAL, "the index is being rebuilt", 20.5);
  }

  @Test
  @Order(5)
  void isToldForOnce(Bench bench) {
    StatusRuntimeException told = error(Code.UNAVAILABLE, "restarting", info(20.5));
    StepFeed feed =
        new StepFeed(StepFeed.fails(told), StepFeed.fails(Status.UNAVAILABLE), StepFeed.allUpTo(1));
    StepReader reader = new StepReader(bench, feed).start();
    reader.nextCall(1, java.time.Duration.ofMinutes(2));

    if (!reader.nextCall(2, java.time.Duration.ofMinutes(2))) {
      throw new Mismatch(
          "a third call: the second failed with UNAVAILABLE, and said nothing of a delay",
          reader.none("two minutes"));
    }
    bench
        .expect(
            "seconds to the third call, when the first error had a RetryInfo of 20.5 s, and the"
                + " second had none",
            reader.secondsAfter(2))
        .matches("those of its own backoff, so less than 4", seconds -> seconds < 4);
  }

  @Test
  @Order(6)
  void otherDetailsSayNothingOfADelay(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.fails(error(Code.PERMISSION_DENIED, "members only")));
    StepReader reader = new StepReader(bench, feed).start();

    boolean again = reader.nextCall(1, java.time.Duration.ofMinutes(2));
    bench
        .expect(
            "calls after PERMISSION_DENIED, with details of which none is a RetryInfo",
            again ? 1 : 0)
        .is(0);
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Status.Code.PERMISSION_DENIED));
  }

  @Test
  @Order(7)
  void noDelayIsToldToo(Bench bench) {
    StatusRuntimeException atOnce = error(Code.RESOURCE_EXHAUSTED, "moved", info(0));
    StepFeed feed = new StepFeed(StepFeed.fails(atOnce), StepFeed.allUpTo(1));
    StepReader reader = new StepReader(bench, feed).start();

    reader.whatIsNext(2);
    bench.comesTrueWithin(java.time.Duration.ofMinutes(2), () -> !reader.ends.isEmpty());
    bench
        .expect(
            "what onEnd was given, after RESOURCE_EXHAUSTED with a RetryInfo of 0 s and then a"
                + " whole feed",
            codes(reader))
        .diagnose(List.of(Status.Code.RESOURCE_EXHAUSTED), RETRY_INFO_IGNORED)
        .is(List.of(Status.Code.OK));
  }

  @Test
  @Order(8)
  void stopEndsThatDelayToo(Bench bench) {
    StatusRuntimeException later = error(Code.UNAVAILABLE, "restarting", info(20.5));
    StepFeed feed = new StepFeed(StepFeed.fails(later));
    StepReader reader = new StepReader(bench, feed).start();

    reader.stop();

    bench.time().advance(java.time.Duration.ofMinutes(10));
    bench.settle();
    bench
        .expect(
            "calls in all, when stop() comes while the reader waits as a RetryInfo has told it",
            feed.asked.size())
        .diagnose(2, STOP_FORGETS_THE_DELAY)
        .is(1);
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
        new StepFeed(StepFeed.fails(error(code, description, info(told))), StepFeed.allUpTo(1));
    StepReader reader = new StepReader(bench, feed, before).start();
    for (int i = 0; i < before.length; i++) {
      reader.nextCall(java.time.Duration.ofMinutes(1));
    }
    int calls = reader.calls();

    String expected =
        "another call " + told + " s after " + code + " with a RetryInfo of " + told + " s";
    boolean again = reader.nextCall(calls, java.time.Duration.ofMinutes(2));
    if (!again) {
      Mismatch mismatch = new Mismatch(expected, reader.none("two minutes"));
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
    bench.comesTrue(() -> !reader.ends.isEmpty());
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Status.Code.OK));
  }

  private static List<Status.Code> codes(StepReader reader) {
    return reader.ends.stream().map(Status::getCode).toList();
  }

  private static RetryInfo info(double seconds) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            Duration.newBuilder()
                .setSeconds((long) seconds)
                .setNanos((int) Math.round(seconds % 1 * 1e9)))
        .build();
  }

  /** An error with these details, and one before and one after them. */
  private static StatusRuntimeException error(Code code, String description, Message... more) {
    ErrorInfo reason = ErrorInfo.newBuilder().setReason("FULL").setDomain("feed.example").build();
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(description)
            .addDetails(Any.pack(reason));
    for (Message detail : more) {
      status.addDetails(Any.pack(detail));
    }
    status.addDetails(Any.pack(LocalizedMessage.newBuilder().setLocale("en").build()));
    return StatusProto.toStatusRuntimeException(status.build());
  }
}
