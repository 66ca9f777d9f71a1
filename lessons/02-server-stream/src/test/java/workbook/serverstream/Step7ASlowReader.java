package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.MISSED_ONES_SENT_LATER;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.PILES_UP;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.STOPPED_AT_A_PAUSE;

import io.grpc.CallOptions;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.ManualTime;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(value = 7, openEnded = true)
class Step7ASlowReader {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final int READ = 3;
  private static final int TICKS = 500;
  private static final int BOUND = 200;
  private static final int LATER = 5;
  private static final EchoRequest HELLO = EchoRequest.newBuilder().setMessage("hello").build();

  private final ManualTime pace = new ManualTime();

  @Test
  @Order(1)
  void fewMessagesWaitForASlowReader(Bench bench) {
    Caller<EchoRequest, EchoResponse> reader = slowReader(bench);

    bench
        .expect(
            "messages sent in " + TICKS + " intervals to a reader that takes " + READ, sent(bench))
        .diagnose(messages -> messages >= TICKS, PILES_UP)
        .matches("not many more than it takes", messages -> messages <= READ + BOUND);

    int sent = sent(bench);
    reader.ask(2 * TICKS);
    bench.settle();
    bench
        .expect(
            "messages that come at once when it takes as many as there are",
            reader.answers().size())
        .diagnose(messages -> messages >= TICKS, PILES_UP)
        .matches("about a hundred at most", messages -> messages <= READ + BOUND);

    for (int i = 0; i < LATER; i++) {
      int before = sent(bench);
      pace.advance(INTERVAL);
      bench.comesTrue(() -> sent(bench) > before);
    }
    bench.settle();
    bench
        .expect(
            "messages sent in the first " + LATER + " intervals in which the reader has room again",
            sent(bench) - sent)
        .diagnose(messages -> messages > LATER + 1, MISSED_ONES_SENT_LATER)
        .matches(
            LATER + ", since what fell due before is left out", messages -> messages <= LATER + 1);
  }

  @Test
  @Order(2)
  void theStreamGoesOnWhenItReadsAgain(Bench bench) {
    Caller<EchoRequest, EchoResponse> reader = slowReader(bench);

    reader.ask(10);
    for (int i = 0; i < 20 && reader.answers().size() < READ + 10; i++) {
      int before = reader.answers().size();
      pace.advance(INTERVAL);
      bench.comesTrue(() -> reader.answers().size() > before);
    }

    if (!bench.comesTrue(() -> reader.answers().size() >= READ + 10)) {
      throw new Mismatch(
              "the reader takes 10 more and gets them in 20 intervals",
              "it gets " + (reader.answers().size() - READ))
          .because(STOPPED_AT_A_PAUSE);
    }
  }

  @Test
  @Order(3)
  void aQuickReaderIsNotHeldUp(Bench bench) {
    slowReader(bench);
    Caller<EchoRequest, EchoResponse> quick =
        bench.call(EchoGrpc.getServerStreamingEchoMethod()).send(HELLO).halfClose();

    for (int i = 0; i < LATER; i++) {
      int before = quick.answers().size();
      pace.advance(INTERVAL);
      bench.comesTrue(() -> quick.answers().size() > before);
    }

    if (!bench.comesTrue(() -> quick.answers().size() >= LATER)) {
      throw new Mismatch(
          "a second reader, which has room, gets a message in each of " + LATER + " intervals",
          "it gets " + quick.answers().size() + " while the other one has no room");
    }
  }

  private Caller<EchoRequest, EchoResponse> slowReader(Bench bench) {
    bench.serve(new EchoRepeater(pace, INTERVAL));
    Caller<EchoRequest, EchoResponse> reader =
        bench.call(EchoGrpc.getServerStreamingEchoMethod(), CallOptions.DEFAULT, READ);
    reader.send(HELLO).halfClose();
    Paced.expectScheduled(bench, pace);
    pace.advance(INTERVAL.multipliedBy(TICKS));
    reader.expectAnswers("as many messages as the reader takes", READ);
    // Whoever hands the intervals over to other threads has done with them before more are asked
    // for.
    bench.settle();
    return reader;
  }

  private static int sent(Bench bench) {
    return bench.calls().get(0).seen(End.SERVER, Kind.RESPONSE).size();
  }
}
