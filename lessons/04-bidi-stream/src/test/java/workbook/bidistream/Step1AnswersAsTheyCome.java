package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.BUFFERED_UNTIL_HALF_CLOSE;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.ENDED_BEFORE_THE_CLIENT;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.ORDER_LOST;
import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import java.util.List;
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

@Step(1)
class Step1AnswersAsTheyCome {

  @Test
  @Order(1)
  void eachAnswerComesBeforeTheNextMessage(Bench bench) {
    bench.serve(new Echoer());
    Caller<EchoRequest, EchoResponse> client = bench.call(bidi());

    client.send(Say.shout("one"));
    if (!bench.comesTrue(() -> !client.answers().isEmpty() || client.status() != null)) {
      throw nothingCame(bench, client);
    }
    EchoResponse first = client.expectAnswer("\"one\" comes back at once");
    bench.expect("the answer to \"one\"", first.getMessage()).is("one");

    bench.settle();
    if (client.status() != null && client.status().isOk()) {
      throw new Mismatch(
              "the call stays open until the client half-closes",
              "status OK after the first answer")
          .because(ENDED_BEFORE_THE_CLIENT);
    }
    client.expectNothingYet("one answer to \"one\", and the call stays open");
    client.send(Say.shout("two"));
    EchoResponse second = client.expectAnswer("\"two\" comes back at once");
    bench.expect("the answer to \"two\"", second.getMessage()).is("two");

    client.halfClose();
    client.expectCompleted("the status OK after the half-close, and nothing before it");
  }

  @Test
  @Order(2)
  void aCallOfNoMessagesEndsToo(Bench bench) {
    bench.serve(new Echoer());
    Caller<EchoRequest, EchoResponse> client = bench.call(bidi());

    client.halfClose();

    client.expectCompleted("no answer and the status OK, for a call of no messages");
  }

  @Test
  @Order(3)
  void answersKeepTheOrder(Bench bench) {
    Thread step = Thread.currentThread();
    bench.interceptServer(
        new StepDoor(
            (call, answer) -> {
              // Where answers are sent by threads of their own, the first is held until the others
              // have overtaken it, and those until all messages have come.
              if (Thread.currentThread() != step) {
                if (answer.equals(Say.echo("one"))) {
                  bench.comesTrue(() -> answers(bench) == 3);
                } else if (answer.equals(Say.echo("two"))) {
                  bench.comesTrue(() -> messages(bench) == 4);
                } else if (answer.equals(Say.echo("three"))) {
                  bench.comesTrue(() -> answers(bench) == 2);
                }
              }
            }));
    bench.serve(new Echoer());
    Caller<EchoRequest, EchoResponse> client = bench.call(bidi());

    // The very first answer opens the server's half; two threads at that would break more than the
    // order.
    client.send(Say.shout("zero"));
    client.expectAnswer("\"zero\" comes back at once");
    client.send(Say.shout("one"), Say.shout("two"), Say.shout("three"));
    List<String> answers =
        client.expectAnswers("four answers", 4).stream()
            .skip(1)
            .map(EchoResponse::getMessage)
            .toList();
    client.halfClose();

    bench
        .expect("the answers to one, two, three", answers)
        .diagnose(came -> came.containsAll(List.of("one", "two", "three")), ORDER_LOST)
        .is(List.of("one", "two", "three"));
    client.expectCompleted("the status OK after the half-close");
  }

  @Test
  @Order(4)
  void twoCallsAtOnceGetTheirOwn(Bench bench) {
    bench.serve(new Echoer());
    Caller<EchoRequest, EchoResponse> a = bench.call(bidi());
    Caller<EchoRequest, EchoResponse> b = bench.call(bidi());

    a.send(Say.shout("from A"));
    if (!bench.comesTrue(() -> !a.answers().isEmpty()) && !b.answers().isEmpty()) {
      throw new Mismatch("what A says comes back to A", "it is sent to B").because(STATE_SHARED);
    }
    bench
        .expect("what A hears", a.expectAnswer("what A says comes back to A").getMessage())
        .is("from A");
    b.send(Say.shout("from B"));
    bench
        .expect("what B hears", b.expectAnswer("what B says comes back to B").getMessage())
        .is("from B");
    a.halfClose();
    a.expectCompleted("the status OK for A");
    b.expectNothingYet("B's call stays open when A has half-closed");
    b.halfClose();
    b.expectCompleted("the status OK for B");
  }

  @Test
  @Order(5)
  void aSlowReaderGetsEveryAnswer(Bench bench) {
    bench.serve(new Echoer());
    Caller<EchoRequest, EchoResponse> client = bench.call(bidi(), CallOptions.DEFAULT, 1);

    client.send(Say.shout("again"), Say.shout(" again "), Say.shout(""));
    bench.settle();
    client.ask(10);

    List<String> answers =
        client.expectAnswers("an answer for each of three messages", 3).stream()
            .map(EchoResponse::getMessage)
            .toList();
    bench
        .expect("the answers for a client that reads slowly", answers)
        .is(List.of("again", " again ", ""));
    client.halfClose();
    client.expectCompleted("the status OK after the half-close");
  }

  /** Looks whether the answer comes after the half-close, to tell why it did not come before. */
  private static Mismatch nothingCame(Bench bench, Caller<EchoRequest, EchoResponse> client) {
    String expected = "\"one\" comes back at once";
    client.send(Say.shout("two"));
    if (bench.comesTrue(() -> !client.answers().isEmpty())) {
      return new Mismatch(expected, "nothing before the next message, then an answer");
    }
    client.halfClose();
    boolean late = bench.comesTrue(() -> !client.answers().isEmpty());
    Mismatch mismatch =
        new Mismatch(expected, late ? "nothing before the half-close, then the answer" : "nothing");
    return late ? mismatch.because(BUFFERED_UNTIL_HALF_CLOSE) : mismatch;
  }

  private static int messages(Bench bench) {
    return bench.calls().get(0).seen(End.CLIENT, Kind.REQUEST).size();
  }

  private static int answers(Bench bench) {
    return bench.calls().get(0).seen(End.CLIENT, Kind.RESPONSE).size();
  }

  private static MethodDescriptor<EchoRequest, EchoResponse> bidi() {
    return EchoGrpc.getBidirectionalStreamingEchoMethod();
  }
}
