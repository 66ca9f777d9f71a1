package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.BROKEN_TAKEN_FOR_ENDED;
import static workbook.bench.diagnosis.RestartDiagnosis.CODE_NOT_LOOKED_AT;
import static workbook.bench.diagnosis.RestartDiagnosis.DEADLINE_ON_A_LONG_STREAM;
import static workbook.bench.diagnosis.RestartDiagnosis.GAVE_UP_AT_A_BREAK;
import static workbook.bench.diagnosis.RestartDiagnosis.OPENED_AGAIN_AFTER_THE_END;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Faults;

@Step(value = 2, openEnded = true)
class Step2BrokenOrEnded {
  private static final Duration LONG = Duration.ofMinutes(10);

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
    StepReader reader = new StepReader(bench, feed, Faults.refused()).start();

    opensAgain(bench, reader, "the server could not be reached");
    bench.comesTrue(() -> !reader.ends.isEmpty());
    bench.expect("what onEnd was given", codes(reader)).is(List.of(Code.OK));
  }

  @Test
  @Order(4)
  void anErrorThatStaysIsTheEnd(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.fails(Status.PERMISSION_DENIED.withDescription("no")));
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
  }

  @Test
  @Order(5)
  void aQuietFeedIsNotBroken(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.upTo(1));
    StepReader reader = new StepReader(bench, feed).start();
    bench.comesTrue(() -> !reader.processed.isEmpty());

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
  }

  private static void opensAgain(Bench bench, StepReader reader, String why) {
    boolean again = reader.nextCall(1, LONG);
    String expected = "a second call, because " + why;
    if (!reader.ends.isEmpty() && !again) {
      Code code = codes(reader).get(0);
      throw new Mismatch(expected, "none, and onEnd was given " + code)
          .because(code == Code.OK ? BROKEN_TAKEN_FOR_ENDED : GAVE_UP_AT_A_BREAK)
          .at(bench.first(event -> event.kind() == Kind.STATUS && event.seenBy() == End.CLIENT));
    }
    if (!again) {
      throw new Mismatch(expected, "none within ten minutes");
    }
  }

  private static List<Code> codes(StepReader reader) {
    return reader.ends.stream().map(Status::getCode).toList();
  }
}
