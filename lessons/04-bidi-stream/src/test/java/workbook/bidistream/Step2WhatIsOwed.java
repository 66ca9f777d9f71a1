package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.ENDED_BEFORE_OWED;
import static workbook.bench.diagnosis.CallDiagnosis.KEPT_SENDING_AFTER_CANCEL;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(2)
class Step2WhatIsOwed {
  private static final Duration DELAY = Duration.ofMillis(2_500);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  @Order(1)
  void anEchoComesBackAfterTheDelay(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.send(Say.shout("hello"));
    client.expectNothingYet("no echo before the delay of 2.5 s is over");
    bench.time().advance(SECOND);
    client.send(Say.shout("anyone?"));
    bench.time().advance(SECOND);
    client.expectNothingYet("no echo 2 s after its shout, where the delay is 2.5 s");
    bench.time().advance(DELAY.minus(SECOND).minus(SECOND));

    EchoResponse first = client.expectAnswer("the first echo, 2.5 s after its shout");
    bench.expect("the first echo", first.getMessage()).is("hello");
    client.expectNothingYet("no second echo before 2.5 s have passed since its shout");
    bench.time().advance(SECOND);
    EchoResponse second = client.expectAnswer("the second echo, 2.5 s after its shout");
    bench.expect("the second echo", second.getMessage()).is("anyone?");
  }

  @Test
  @Order(2)
  void whereNothingIsOwedTheCallEnds(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.halfClose();
    bench.time().advance(DELAY);

    client.expectCompleted("the status OK for a call of no messages");
  }

  @Test
  @Order(3)
  void whatIsOwedComesBeforeTheEnd(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.send(Say.shout("hello"));
    bench.time().advance(SECOND);
    client.send(Say.shout("good-bye")).halfClose();

    notEndedYet(bench, client);
    client.expectNothingYet("after the half-close, no echo before its 2.5 s are over");
    bench.time().advance(DELAY.minus(SECOND));
    notEndedYet(bench, client);
    client.expectAnswer("the first echo, after the half-close too");
    client.expectNothingYet("one echo is still owed, so the call stays open");
    bench.time().advance(SECOND);
    notEndedYet(bench, client);
    EchoResponse last = client.expectAnswer("the last echo, after the half-close too");
    bench.expect("the last echo", last.getMessage()).is("good-bye");
    bench.time().advance(DELAY);
    client.expectCompleted("the status OK when nothing is owed any more");
  }

  @Test
  @Order(4)
  void whoHasGoneIsSentNothing(Bench bench) {
    Caller<EchoRequest, EchoResponse> gone = client(bench);
    Caller<EchoRequest, EchoResponse> other =
        bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());

    gone.send(Say.shout("hello"));
    other.send(Say.shout("hello too"));
    gone.cancel();
    bench.time().advance(DELAY);
    bench.settle();

    if (gone.recorded().seen(End.SERVER, Kind.RESPONSE).size() > 0) {
      throw new Mismatch("nothing is sent to A, who has cancelled", "A is sent the echo")
          .because(KEPT_SENDING_AFTER_CANCEL);
    }
    if (other.answers().isEmpty()) {
      throw new Mismatch("B gets the echo, though A has cancelled", "B gets nothing")
          .because(STATE_SHARED);
    }
    other.expectAnswer("B's echo, though A has cancelled");
    other.halfClose();
    bench.time().advance(DELAY);
    other.expectCompleted("the status OK for B, though A has cancelled");
  }

  private static void notEndedYet(Bench bench, Caller<EchoRequest, EchoResponse> client) {
    bench.settle();
    boolean ended = client.status() != null && client.status().isOk();
    int echoes = client.answers().size();
    if (ended && echoes < 2) {
      throw new Mismatch("two echoes, then the status OK", echoes + " echoes, then the status OK")
          .because(ENDED_BEFORE_OWED);
    }
  }

  private static Caller<EchoRequest, EchoResponse> client(Bench bench) {
    bench.serve(new MountainEcho(bench.time(), DELAY));
    return bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());
  }
}
