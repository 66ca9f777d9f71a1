package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.ENDED_BEFORE_OWED;
import static workbook.bench.diagnosis.CallDiagnosis.KEPT_SENDING_AFTER_CANCEL;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
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
  private static final Duration LATER = Duration.ofDays(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private volatile boolean scheduled;

  @Test
  @Order(1)
  void noCallbackWaits(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench.serverThreads(1));

    client.send(Say.shout("hello")).halfClose();

    bench.expectHandlersReturn("onNext returns at once, and the echo comes later");
  }

  @Test
  @Order(2)
  void anEchoComesBackAfterTheDelay(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.send(Say.shout("hello"));
    client.expectNothingYet("no echo before the delay of 2.5 s is over");
    bench.comesTrue(() -> scheduled || client.status() != null || !client.answers().isEmpty());
    if (!scheduled && client.status() == null) {
      throw new Mismatch(
          "the echo is scheduled with the scheduler that the mountain was given",
          "nothing was scheduled with it");
    }
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
    bench.time().advance(DELAY);
    client.expectNothingYet("one echo for each shout, and the call stays open");
  }

  @Test
  @Order(3)
  void whereNothingIsOwedTheCallEnds(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.halfClose();
    bench.time().advance(DELAY);

    if (!bench.comesTrue(() -> client.status() != null)) {
      bench.time().advance(LATER);
      if (bench.comesTrue(() -> client.status() != null)) {
        throw new Mismatch(
            "the status OK for a call of no messages, 2.5 s after the half-close at the latest",
            "it comes later");
      }
    }
    client.expectCompleted("the status OK for a call of no messages");
  }

  @Test
  @Order(4)
  void whatIsOwedComesBeforeTheEnd(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.send(Say.shout("hello"));
    bench.time().advance(SECOND);
    client.send(Say.shout("good-bye")).halfClose();

    notEndedYet(bench, client);
    client.expectNothingYet("after the half-close, no echo before its 2.5 s are over");
    bench.time().advance(DELAY.minus(SECOND));
    notEndedYet(bench, client);
    if (!bench.comesTrue(() -> !client.answers().isEmpty())) {
      bench.time().advance(DELAY);
      notEndedYet(bench, client);
    }
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
  @Order(5)
  void twoCallsAtOnceEndApart(Bench bench) {
    Caller<EchoRequest, EchoResponse> a = client(bench);
    Caller<EchoRequest, EchoResponse> b =
        bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());

    a.send(Say.shout("from A")).halfClose();
    bench.time().advance(SECOND);
    b.send(Say.shout("from B"));
    bench.time().advance(DELAY.minus(SECOND));
    bench.comesTrue(() -> !a.answers().isEmpty());
    if (a.answers().isEmpty()) {
      throw new Mismatch(
              "A's echo comes back to A, though B calls meanwhile",
              b.answers().isEmpty() ? "nobody gets it" : "B gets it")
          .because(STATE_SHARED);
    }
    EchoResponse first = a.expectAnswer("A's echo comes back to A, though B calls meanwhile");
    bench.expect("the echo for A", first.getMessage()).is("from A");
    b.send(Say.shout("B again"));
    bench.time().advance(DELAY.minusMillis(1));
    if (!bench.comesTrue(() -> a.status() != null)) {
      throw new Mismatch(
              "the end of A's call after its last echo, whatever B is owed",
              "A's call is open as long as B is owed an echo")
          .because(STATE_SHARED);
    }
    a.expectCompleted("the status OK for A");
    bench.time().advance(SECOND);
    bench.settle();
    if (b.status() != null && b.status().isOk()) {
      throw new Mismatch(
              "B's call stays open, though A has half-closed", "it is ended with status OK")
          .because(STATE_SHARED);
    }
    List<EchoResponse> echoes = b.expectAnswers("B's two echoes come back to B", 2);
    bench.expect("the echoes for B", echoes).is(List.of(Say.echo("from B"), Say.echo("B again")));
    b.expectNothingYet("B's call stays open, though A has half-closed");
  }

  @Test
  @Order(6)
  void whoHasGoneIsSentNothing(Bench bench) {
    Caller<EchoRequest, EchoResponse> gone = client(bench);
    Caller<EchoRequest, EchoResponse> other =
        bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());

    Caller<EchoRequest, EchoResponse> late =
        bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());

    gone.send(Say.shout("hello"));
    other.send(Say.shout("hello too"));
    late.send(Say.shout("good-bye")).halfClose();
    gone.cancel();
    late.cancel();
    bench.time().advance(DELAY);
    bench.settle();

    if (gone.recorded().saw(End.SERVER, Kind.RESPONSE)) {
      throw new Mismatch("nothing is sent to A, who has cancelled", "A is sent the echo")
          .because(KEPT_SENDING_AFTER_CANCEL);
    }
    if (late.recorded().saw(End.SERVER, Kind.RESPONSE)) {
      throw new Mismatch(
              "nothing is sent to C, who has half-closed and then cancelled", "C is sent the echo")
          .because(KEPT_SENDING_AFTER_CANCEL);
    }
    if (bench.time().isShutdown()) {
      throw new Mismatch(
          "the scheduler, which serves every call, goes on when A has cancelled",
          "it was shut down");
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

  @Test
  @Order(7)
  void eachEchoIsWhatWasShouted(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    client.send(Say.shout(" so so "), Say.shout(""), Say.shout(""), Say.shout(" so so "));
    bench.time().advance(DELAY);

    bench
        .expect(
            "the echoes of \" so so \", twice \"\", and \" so so \"",
            client.expectAnswers("an echo for each of four shouts", 4))
        .is(List.of(Say.echo(" so so "), Say.echo(""), Say.echo(""), Say.echo(" so so ")));
  }

  private static void notEndedYet(Bench bench, Caller<EchoRequest, EchoResponse> client) {
    bench.settle();
    boolean ended = client.status() != null && client.status().isOk();
    int echoes = client.answers().size();
    if (ended && echoes < 2) {
      throw new Mismatch(
              "two echoes, then the status OK",
              (echoes == 0 ? "no echo" : "one echo") + ", then the status OK")
          .because(ENDED_BEFORE_OWED);
    }
  }

  private Caller<EchoRequest, EchoResponse> client(Bench bench) {
    bench.serve(new MountainEcho(watched(bench.time()), DELAY));
    return bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());
  }

  /** The scheduler, which notes that it was given something to do. */
  private ScheduledExecutorService watched(ScheduledExecutorService scheduler) {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            ScheduledExecutorService.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              scheduled |= method.getName().matches("schedule.*|execute|submit|invoke.*");
              try {
                return method.invoke(scheduler, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
