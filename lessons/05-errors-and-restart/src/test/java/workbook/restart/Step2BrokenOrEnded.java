package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.BROKEN_TAKEN_FOR_ENDED;
import static workbook.bench.diagnosis.RestartDiagnosis.CODE_NOT_LOOKED_AT;
import static workbook.bench.diagnosis.RestartDiagnosis.DEADLINE_ON_A_LONG_STREAM;
import static workbook.bench.diagnosis.RestartDiagnosis.EVERY_CANCEL_TAKEN_FOR_ONES_OWN;
import static workbook.bench.diagnosis.RestartDiagnosis.GAVE_UP_AT_A_BREAK;
import static workbook.bench.diagnosis.RestartDiagnosis.OPENED_AGAIN_AFTER_THE_END;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Faults;
import workbook.bench.world.Faults.Fault;

@Step(value = 2, openEnded = true)
class Step2BrokenOrEnded {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int ATTEMPTS = 8;

  @Test
  @Order(1)
  void aFeedThatHasEndedIsNotOpenedAgain(Bench bench) {
    StepReader reader = new StepReader(bench, new StepFeed(StepFeed.allUpTo(3))).start();

    bench.comesTrue(() -> !reader.ends.isEmpty());
    bench.expect("what onNews was given", List.copyOf(reader.processed)).is(List.of(1L, 2L, 3L));
    boolean again = reader.nextCall(LONG);
    bench
        .expect("calls within ten minutes after the end of the feed", again ? 1 : 0)
        .diagnose(1, OPENED_AGAIN_AFTER_THE_END)
        .is(0);
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Code.OK));
  }

  @Test
  @Order(2)
  void aFeedThatIsCutIsOpenedAgain(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(5), StepFeed.allUpTo(5));
    StepReader reader = new StepReader(bench, feed, Faults.cutAfter(2)).start();

    opensAgain(bench, reader, "the connection broke after 2 pieces of news");
    bench.comesTrue(() -> !reader.ends.isEmpty());
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Code.OK));
  }

  @Test
  @Order(3)
  void aServerOutOfReachIsAskedAgain(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.allUpTo(2));
    Fault[] faults = Collections.nCopies(ATTEMPTS, Faults.refused()).toArray(Fault[]::new);
    StepReader reader = new StepReader(bench, feed, faults).start();

    opensAgain(bench, reader, "the server could not be reached");
    for (int calls = 2; calls <= ATTEMPTS; calls++) {
      if (!reader.nextCall(calls, LONG)) {
        throw new Mismatch(
            "one more call, because the server could not be reached at %d attempts either"
                .formatted(calls),
            reader.none("ten minutes"));
      }
    }
    bench.comesTrue(() -> !reader.ends.isEmpty());
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Code.OK));
  }

  @Test
  @Order(4)
  void aServerThatIsStoppedIsAskedAgain(Bench bench) {
    Status stopped = Status.CANCELLED.withDescription("RST_STREAM closed stream");
    StepFeed feed = new StepFeed(StepFeed.fails(stopped), StepFeed.allUpTo(2));
    StepReader reader = new StepReader(bench, feed).start();

    opensAgain(bench, reader, "the server was stopped, which ended the call with CANCELLED");
  }

  @Test
  @Order(5)
  void anErrorThatStaysIsTheEnd(Bench bench) {
    StepFeed feed =
        new StepFeed(StepFeed.fails(Status.PERMISSION_DENIED.withDescription("members only")));
    StepReader reader = new StepReader(bench, feed).start();

    boolean again = reader.nextCall(LONG);
    bench
        .expect("calls within ten minutes after PERMISSION_DENIED", again ? 1 : 0)
        .diagnose(1, CODE_NOT_LOOKED_AT)
        .is(0);
    bench
        .expect("what onEnd was given", codes(reader))
        .diagnose(List.of(Code.OK), BROKEN_TAKEN_FOR_ENDED)
        .is(List.of(Code.PERMISSION_DENIED));
    bench
        .expect(
            "the description of the status that onEnd was given",
            String.valueOf(reader.ends.get(0).getDescription()))
        .matches("what the server said, \"members only\"", text -> text.contains("members only"));
  }

  @Test
  @Order(6)
  void soIsAPositionThatTheServerDoesNotKnow(Bench bench) {
    Status unknown = Status.OUT_OF_RANGE.withDescription("this feed goes on after 40 to 45");
    StepFeed feed = new StepFeed(StepFeed.fails(unknown), StepFeed.allUpTo(2));
    StepReader reader = new StepReader(bench, feed).start();

    boolean again = reader.nextCall(LONG);
    bench.expect("calls within ten minutes after OUT_OF_RANGE", again ? 1 : 0).is(0);
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Code.OUT_OF_RANGE));
  }

  @Test
  @Order(7)
  void aQuietFeedIsNotBroken(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(1));
    StepReader reader = new StepReader(bench, feed).start();
    bench.comesTrue(() -> !reader.processed.isEmpty());
    bench
        .expect("what onNews was given, while the feed goes on", List.copyOf(reader.processed))
        .is(List.of(1L));

    bench.time().advance(Duration.ofHours(2));
    bench.settle();
    feed.tell(2);
    bench.comesTrue(() -> reader.processed.contains(2L));

    boolean expired =
        bench.calls().stream()
            .flatMap(call -> call.seen(End.CLIENT, Kind.STATUS).stream())
            .anyMatch(event -> ((Status) event.content()).getCode() == Code.DEADLINE_EXCEEDED);
    if (!reader.ends.isEmpty() || !reader.processed.contains(2L)) {
      Mismatch mismatch =
          new Mismatch(
              "after two quiet hours the reader gets the next news",
              reader.ends.isEmpty()
                  ? "it does not get it"
                  : "it has given up with " + codes(reader).get(0));
      throw expired ? mismatch.because(DEADLINE_ON_A_LONG_STREAM) : mismatch;
    }
    if (!expired) {
      bench.expect("calls in two quiet hours", reader.calls()).is(1);
    }
  }

  private static void opensAgain(Bench bench, StepReader reader, String why) {
    String expected = "a second call, because " + why;
    reader.whatIsNext(1);
    if (reader.calls() > 1
        && reader.calls.scheduler.planned.isEmpty()
        && !reader.calls.eachAtAnEnd()) {
      throw new Mismatch(
          expected + ", made by the scheduler",
          "a second call, but the reader's scheduler was given nothing to do");
    }
    if (reader.nextCall(1, LONG)) {
      return;
    }
    Mismatch mismatch =
        new Mismatch(expected, reader.none("ten minutes"))
            .at(bench.first(event -> event.kind() == Kind.STATUS && event.seenBy() == End.CLIENT));
    if (reader.ends.isEmpty()) {
      boolean cancelled =
          bench.calls().get(0).status().filter(Step2BrokenOrEnded::isCancelled).isPresent();
      throw cancelled && reader.calls.scheduler.planned.isEmpty()
          ? mismatch.because(EVERY_CANCEL_TAKEN_FOR_ONES_OWN)
          : mismatch;
    }
    throw switch (codes(reader).get(0)) {
      case OK -> mismatch.because(BROKEN_TAKEN_FOR_ENDED);
      case UNAVAILABLE -> mismatch.because(GAVE_UP_AT_A_BREAK);
      default -> mismatch;
    };
  }

  private static boolean isCancelled(Status status) {
    return status.getCode() == Code.CANCELLED;
  }

  private static List<Code> codes(StepReader reader) {
    return reader.ends.stream().map(Status::getCode).toList();
  }
}
