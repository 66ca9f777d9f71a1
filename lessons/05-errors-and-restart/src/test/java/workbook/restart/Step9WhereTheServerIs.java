package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.CODE_NOT_LOOKED_AT;
import static workbook.bench.diagnosis.RestartDiagnosis.FILE_FROM_THE_BEGINNING;
import static workbook.bench.diagnosis.RestartDiagnosis.NEVER_RESET;
import static workbook.bench.diagnosis.RestartDiagnosis.NO_DELAY;
import static workbook.bench.diagnosis.RestartDiagnosis.REFUSED_OFFSET_TAKEN_FOR_THE_END;
import static workbook.bench.diagnosis.RestartDiagnosis.RESET_WITHOUT_PROGRESS;
import static workbook.bench.diagnosis.RestartDiagnosis.RESUMED_AT_WHAT_WAS_SENT;
import static workbook.bench.diagnosis.RestartDiagnosis.SENT_AGAIN_AFTER_A_LOST_ANSWER;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.world.Faults;
import workbook.bench.world.Faults.Fault;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;

@Step(value = 9, openEnded = true)
class Step9WhereTheServerIs {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 8;
  private static final StepSource FILE = StepSource.of(300_000);

  private final StepFiles files = new StepFiles();
  private final AtomicInteger drawn = new AtomicInteger();
  private StepCalls calls;

  @Test
  @Order(1)
  void sendsTheFile(Bench bench) {
    CompletableFuture<Progress> result = start(bench, Faults.none());

    arrives(bench, result);
  }

  @Test
  @Order(2)
  void goesOnAtWhatIsCommitted(Bench bench) {
    CompletableFuture<Progress> result = start(bench, Faults.requestLost(3));
    bench.comesTrueWithin(LONG, () -> result.isDone() || files.uploads.size() > 1);

    if (files.uploads.size() < 2) {
      throw new Mismatch(
          "a second upload, because the connection broke while chunk 3 was on its way",
          outcome(result));
    }
    StepFiles.Began second = files.uploads.get(1);
    bench
        .expect("where the second upload begins", second.offset())
        .diagnose(0L, FILE_FROM_THE_BEGINNING)
        .diagnose(offset -> offset > second.committed(), RESUMED_AT_WHAT_WAS_SENT)
        .is(second.committed());
    arrives(bench, result);
  }

  @Test
  @Order(3)
  void aLostAnswerIsNoReasonToSendAgain(Bench bench) {
    CompletableFuture<Progress> result = start(bench, Faults.cutAfter(0));
    bench.comesTrueWithin(LONG, result::isDone);

    bench
        .expect("uploads, when only the answer to the first was lost", files.uploads.size())
        .diagnose(2, SENT_AGAIN_AFTER_A_LOST_ANSWER)
        .is(1);
    arrives(bench, result);
  }

  @Test
  @Order(4)
  void waitsBeforeItAsksAgain(Bench bench) {
    Fault[] refused = Collections.nCopies(ATTEMPTS, Faults.refused()).toArray(Fault[]::new);
    bench.interceptClient(new Faults(FileTransferGrpc.getGetProgressMethod()).meet(refused));
    CompletableFuture<Progress> result = start(bench, Faults.none());
    if (calls.scheduler.planned.isEmpty() && !calls.eachAtAnEnd() && !result.isDone()) {
      throw new Mismatch(
          "the next attempt, because the server could not be reached, made by the scheduler",
          "the uploader's scheduler was given nothing to do");
    }

    bench.time().advance(Duration.ofMillis(700));
    bench.settle();
    bench
        .expect("calls in the first 0.7 s, when the server cannot be reached", bench.calls().size())
        .diagnose(count -> calls.made.size() > 1 && calls.made.get(1).atAnEnd(), NO_DELAY)
        .is(1);
    for (int questions = 2; questions <= ATTEMPTS; questions++) {
      int made = questions;
      bench.comesTrue(() -> calls.isNextPlanned() || calls.made.size() > made || result.isDone());
      bench.comesTrueWithin(LONG, () -> calls.made.size() > made || result.isDone());
    }
    bench.comesTrue(result::isDone);
    bench
        .expect(
            "how the uploader ends, when the server can be reached again after %d attempts"
                .formatted(ATTEMPTS),
            outcome(result))
        .matches("with a complete upload", text -> text.equals("complete"));
    arrives(bench, result);
  }

  @Test
  @Order(5)
  void anErrorThatStaysIsTheEnd(Bench bench) {
    files.refusal = Status.DATA_LOSS.withDescription("the checksum is another");
    CompletableFuture<Progress> result = start(bench, Faults.none());
    bench.comesTrueWithin(LONG, () -> result.isDone() || files.uploads.size() > 1);
    bench.settle();

    bench
        .expect("uploads, when the first ended with DATA_LOSS", files.uploads.size())
        .diagnose(
            uploads -> uploads > 1 && !outcome(result).equals("failed with DATA_LOSS"),
            CODE_NOT_LOOKED_AT)
        .is(1);
    bench
        .expect("how the uploader ends", outcome(result))
        .matches("failed with DATA_LOSS", text -> text.equals("failed with DATA_LOSS"));
    bench
        .expect("the description of the error that the result was completed with", why(result))
        .matches(
            "what the server said, \"the checksum is another\"",
            text -> text.contains("the checksum is another"));
  }

  @Test
  @Order(6)
  void anAnswerThatStaysIsTheEndToo(Bench bench) {
    files.noAnswer = Status.PERMISSION_DENIED.withDescription("members only");
    CompletableFuture<Progress> result = start(bench, Faults.none());
    bench.comesTrueWithin(LONG, () -> result.isDone() || files.questions.get() > 1);
    bench.settle();

    bench
        .expect(
            "questions for the progress, when the first ended with PERMISSION_DENIED",
            files.questions.get())
        .diagnose(questions -> questions > 1, CODE_NOT_LOOKED_AT)
        .is(1);
    bench
        .expect("how the uploader ends", outcome(result))
        .matches(
            "failed with PERMISSION_DENIED", text -> text.equals("failed with PERMISSION_DENIED"));
  }

  @Test
  @Order(7)
  void aServerThatWasStoppedIsAskedAgain(Bench bench) {
    files.refusal = Status.CANCELLED.withDescription("RST_STREAM closed stream");
    CompletableFuture<Progress> result = start(bench, Faults.none());
    bench.comesTrueWithin(LONG, result::isDone);

    // It has all bytes, and has not compared the checksum yet: committed, and not complete.
    bench
        .expect(
            "how the uploader ends, when the first upload has ended with CANCELLED, as by a server"
                + " that was stopped",
            outcome(result))
        .matches("with a complete upload", text -> text.equals("complete"));
    arrives(bench, result);
  }

  @Test
  @Order(8)
  void anOlderCallMayStillBeAtWork(Bench bench) {
    files.late = FILE.read(0, 1_000);
    CompletableFuture<Progress> result = start(bench, Faults.none());
    bench.comesTrueWithin(LONG, result::isDone);

    bench
        .expect(
            "how the uploader ends, when the server had got more than it had said", outcome(result))
        .diagnose("failed with FAILED_PRECONDITION", REFUSED_OFFSET_TAKEN_FOR_THE_END)
        .matches("with a complete upload", text -> text.equals("complete"));
    arrives(bench, result);
    bench
        .expect("seconds from FAILED_PRECONDITION to the next attempt", gaps())
        .diagnose(list -> list.equals(List.of(0.0)) && calls.made.get(2).atAnEnd(), NO_DELAY)
        .matches("about 1", list -> are(list, 1));
  }

  @Test
  @Order(9)
  void progressEndsTheCount(Bench bench) {
    Fault afterAChunk = Faults.requestLost(2);

    List<Double> gaps = gaps(bench, afterAChunk, afterAChunk, afterAChunk);
    bench
        .expect("seconds between attempts that each bring one more chunk, then break", gaps)
        .diagnose(list -> drawn.get() == 3 && are(list, 1, 2, 4), NEVER_RESET)
        .matches("about 1, 1 and 1", list -> are(list, 1, 1, 1));
  }

  @Test
  @Order(10)
  void anAttemptIsNoProgress(Bench bench) {
    Fault beforeAChunk = Faults.requestLost(1);

    List<Double> gaps = gaps(bench, beforeAChunk, beforeAChunk, beforeAChunk);
    bench
        .expect("seconds between attempts of which none brings a chunk to the server", gaps)
        .diagnose(list -> drawn.get() == 3 && are(list, 1, 1, 1), RESET_WITHOUT_PROGRESS)
        .matches("about 1, 2 and 4", list -> are(list, 1, 2, 4));
  }

  @Test
  @Order(11)
  void whatWasCommittedLongAgoIsNoProgress(Bench bench) {
    List<Double> gaps =
        gaps(bench, Faults.requestLost(2), Faults.requestLost(1), Faults.requestLost(1));
    bench
        .expect("seconds between attempts of which only the first brings a chunk", gaps)
        .diagnose(list -> drawn.get() == 3 && are(list, 1, 1, 1), RESET_WITHOUT_PROGRESS)
        .diagnose(list -> drawn.get() == 3 && are(list, 1, 2, 4), NEVER_RESET)
        .matches("about 1, 1 and 2", list -> are(list, 1, 1, 2));
  }

  /** The times between the attempts of an upload that arrives at last. */
  private List<Double> gaps(Bench bench, Fault... faults) {
    CompletableFuture<Progress> result = start(bench, faults);
    bench.comesTrueWithin(LONG, result::isDone);
    arrives(bench, result);
    return gaps();
  }

  /** The times between the attempts, each of which begins with a question. */
  private List<Double> gaps() {
    List<Long> attempts =
        calls.made.stream()
            .filter(call -> call.method().equals("GetProgress"))
            .map(StepCalls.Made::nanos)
            .toList();
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < attempts.size(); i++) {
      gaps.add((attempts.get(i) - attempts.get(i - 1)) / 1e9);
    }
    return gaps;
  }

  /** Whether the delays are these, spread by 20 % at the most. */
  private static boolean are(List<Double> delays, double... plain) {
    return delays.size() == plain.length
        && IntStream.range(0, plain.length)
            .allMatch(i -> Math.abs(delays.get(i) - plain[i]) < 0.21 * plain[i]);
  }

  private double draw() {
    drawn.incrementAndGet();
    // Delays of 0.9, 1.8 and 3.6 s: whoever counts in whole seconds is too early.
    return 0.25;
  }

  private CompletableFuture<Progress> start(Bench bench, Fault... faults) {
    bench.interceptClient(new Faults(FileTransferGrpc.getUploadMethod()).meet(faults));
    calls = new StepCalls(bench.time());
    bench.interceptClient(calls);
    Uploader uploader =
        new Uploader(
            bench.serve(files),
            calls.scheduler.scheduler(),
            new Backoff(StepReader.FIRST, StepReader.CAP, this::draw),
            "walk.gpx",
            FILE);
    CompletableFuture<Progress> result =
        bench.background("start()", uploader::start).expectReturn("start() returns at once");
    // An uploader on other threads has not asked the scheduler yet.
    bench.comesTrue(() -> calls.isNextPlanned() || calls.made.size() > 2 || result.isDone());
    bench.settle();
    return result;
  }

  private void arrives(Bench bench, CompletableFuture<Progress> result) {
    bench.comesTrue(result::isDone);
    bench
        .expect("how the uploader ends", outcome(result))
        .matches("with a complete upload", text -> text.equals("complete"));
    bench.expect("bytes that reached the server", files.kept().size()).is(FILE.bytes().size());
    bench.expect("whether they are those of the file", files.kept().equals(FILE.bytes())).is(true);
    bench
        .expect(
            "whether the server has got the checksum too, so the file is complete",
            files.isComplete())
        .is(true);
  }

  /** The description of the error that this was completed with. */
  private static String why(CompletableFuture<Progress> failed) {
    try {
      return "none: " + failed.join();
    } catch (CompletionException e) {
      String description = Status.fromThrowable(e.getCause()).getDescription();
      return description == null ? "none" : description;
    }
  }

  private static String outcome(CompletableFuture<Progress> result) {
    if (!result.isDone()) {
      return "still under way after a minute";
    }
    try {
      Progress progress = result.join();
      if (progress == null) {
        return "done, with null";
      }
      return progress.getComplete() ? "complete" : "said to be done, but not complete";
    } catch (CompletionException e) {
      return "failed with " + Status.fromThrowable(e.getCause()).getCode();
    }
  }
}
