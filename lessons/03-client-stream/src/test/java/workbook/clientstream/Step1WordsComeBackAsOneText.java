package workbook.clientstream;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(1)
class Step1WordsComeBackAsOneText {

  @Test
  @Order(1)
  void oneTextAfterTheHalfClose(Bench bench) {
    bench.serve(new EchoJoiner());
    Caller<EchoRequest, EchoResponse> client = bench.call(EchoGrpc.getClientStreamingEchoMethod());

    client.send(word("it"), word("is"), word("streaming"));
    client.expectNothingYet("no answer before the client has half-closed");
    client.halfClose();

    EchoResponse answer = client.expectOneAnswer("one text, then the status OK");
    bench.expect("the text", answer.getMessage()).is("it is streaming");
  }

  @Test
  @Order(2)
  void noWordsMakeAnEmptyText(Bench bench) {
    bench.serve(new EchoJoiner());
    Caller<EchoRequest, EchoResponse> client = bench.call(EchoGrpc.getClientStreamingEchoMethod());

    client.halfClose();

    EchoResponse answer = client.expectOneAnswer("one empty text, then the status OK");
    bench.expect("the text of no words", answer.getMessage()).is("");
  }

  @Test
  @Order(3)
  void theWordsStayAsTheyAre(Bench bench) {
    bench.serve(new EchoJoiner());
    Caller<EchoRequest, EchoResponse> client = bench.call(EchoGrpc.getClientStreamingEchoMethod());

    client.send(word(" so,"), word(""), word("So ")).halfClose();

    EchoResponse answer = client.expectOneAnswer("one text, then the status OK");
    bench
        .expect("the text of \" so,\", \"\" and \"So \"", '"' + answer.getMessage() + '"')
        .is("\" so,  So \"");
  }

  @Test
  @Order(4)
  void theNextCallBeginsAnew(Bench bench) {
    bench.serve(new EchoJoiner());
    bench.call(EchoGrpc.getClientStreamingEchoMethod()).send(word("first")).halfClose();
    Caller<EchoRequest, EchoResponse> second = bench.call(EchoGrpc.getClientStreamingEchoMethod());

    second.send(word("second")).halfClose();

    EchoResponse answer = second.expectOneAnswer("one text, then the status OK");
    bench
        .expect("the text of the second call", answer.getMessage())
        .diagnose(text -> text.contains("first"), STATE_SHARED)
        .is("second");
  }

  @Test
  @Order(5)
  void twoCallsAtOnceKeepTheirWordsApart(Bench bench) {
    bench.serve(new EchoJoiner());
    Caller<EchoRequest, EchoResponse> a = bench.call(EchoGrpc.getClientStreamingEchoMethod());
    Caller<EchoRequest, EchoResponse> b = bench.call(EchoGrpc.getClientStreamingEchoMethod());

    a.send(word("row"), word("row"));
    b.send(word("your"), word("boat"));
    a.send(word("row"));
    a.halfClose();
    if (!bench.comesTrue(() -> a.status() != null) && !b.answers().isEmpty()) {
      throw new Mismatch("A, who has half-closed, gets A's text", "B gets it")
          .because(STATE_SHARED);
    }
    b.halfClose();

    EchoResponse first = a.expectOneAnswer("one text for A, then the status OK");
    EchoResponse second = b.expectOneAnswer("one text for B, then the status OK");
    bench
        .expect("the text of A, whose words came before and after those of B", first.getMessage())
        .diagnose(text -> text.contains("your") || text.isEmpty(), STATE_SHARED)
        .is("row row row");
    bench
        .expect("the text of B, whose words came between those of A", second.getMessage())
        .diagnose(text -> text.contains("row") || text.isEmpty(), STATE_SHARED)
        .is("your boat");
  }

  private static EchoRequest word(String word) {
    return EchoRequest.newBuilder().setMessage(word).build();
  }
}
