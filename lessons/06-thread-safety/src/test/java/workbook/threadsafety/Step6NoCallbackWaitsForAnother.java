package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.QUESTION_SHARED;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.WAITS_FOR_ITS_OWN_CALLBACK;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Event;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(6)
class Step6NoCallbackWaitsForAnother {

  @Test
  @Order(1)
  void asksAndIsAnswered(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    say(bench, client, "sell", "sell?");
    say(bench, client, "yes", "sell: done");
    say(bench, client, "buy", "buy?");
    say(bench, client, "no", "buy: not done");
    say(bench, client, "hold", "hold?");
    say(bench, client, "maybe", "hold: not done");
    say(bench, client, "yes", "yes?");
    say(bench, client, "Yes", "yes: not done");
    say(bench, client, "", "?");
    say(bench, client, "yes, please", ": not done");
    say(bench, client, "wait", "wait?");
    say(bench, client, "yes ", "wait: not done");

    client.halfClose();
    client.expectCompleted("the status OK after the half-close");
  }

  @Test
  @Order(2)
  void everyClientHasItsOwnQuestion(Bench bench) {
    Caller<EchoRequest, EchoResponse> a = client(bench);
    Caller<EchoRequest, EchoResponse> b =
        bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());

    say(bench, a, "sell", "sell?");
    bench
        .expect("the answer to B's \"buy\"", answer(bench, b, "buy", "buy?"))
        .diagnose("sell: not done", QUESTION_SHARED)
        .is("buy?");
    say(bench, a, "yes", "sell: done");
    b.halfClose();
    b.expectCompleted("the status OK for B, who leaves without an answer");
  }

  @Test
  @Order(3)
  void anyTextIsAWord(Bench bench) {
    Caller<EchoRequest, EchoResponse> client = client(bench);

    say(bench, client, " Sell 5 %?", " Sell 5 %??");
    say(bench, client, "yes", " Sell 5 %?: done");
  }

  private static void say(
      Bench bench, Caller<EchoRequest, EchoResponse> client, String word, String expected) {
    bench
        .expect("the answer to \"" + word + '"', answer(bench, client, word, expected))
        .is(expected);
  }

  private static String answer(
      Bench bench, Caller<EchoRequest, EchoResponse> client, String word, String expected) {
    int before = client.answers().size();
    if (before > client.recorded().seen(End.CLIENT, Kind.REQUEST).size()) {
      throw new Mismatch(
          "one answer to each word",
          "one more, \"" + client.answers().get(before - 1).getMessage() + '"');
    }
    client.send(News.word(word));
    String what = "\"" + expected + "\" is the answer to \"" + word + '"';
    bench.comesTrue(() -> client.answers().size() > before || client.status() != null);
    int said = client.recorded().seen(End.CLIENT, Kind.REQUEST).size();
    int heard = client.recorded().seen(End.SERVER, Kind.REQUEST).size();
    if (client.answers().size() == before && client.status() == null && heard < said) {
      throw new Mismatch(
              what, "\"" + word + "\" is not delivered: the onNext before it has not returned")
          .because(WAITS_FOR_ITS_OWN_CALLBACK);
    }
    String answer = client.expectAnswer(what).getMessage();
    if (answeredBefore(client.recorded(), said)) {
      throw new Mismatch(
              what,
              '"'
                  + answer
                  + "\" comes before \""
                  + word
                  + "\" is delivered: the onNext before it had not returned")
          .because(WAITS_FOR_ITS_OWN_CALLBACK);
    }
    return answer;
  }

  /**
   * Whether the server has sent that answer when the client had said that word, and not heard it.
   */
  private static boolean answeredBefore(RecordedCall call, int number) {
    int said = 0;
    int heard = 0;
    int answers = 0;
    for (Event event : call.events()) {
      boolean server = event.seenBy() == End.SERVER;
      said += !server && event.kind() == Kind.REQUEST ? 1 : 0;
      heard += server && event.kind() == Kind.REQUEST ? 1 : 0;
      answers += server && event.kind() == Kind.RESPONSE ? 1 : 0;
      if (answers == number) {
        return said == number && heard < number;
      }
    }
    return false;
  }

  private static Caller<EchoRequest, EchoResponse> client(Bench bench) {
    bench.serverThreads(2).serve(new Confirmer());
    return bench.call(EchoGrpc.getBidirectionalStreamingEchoMethod());
  }
}
