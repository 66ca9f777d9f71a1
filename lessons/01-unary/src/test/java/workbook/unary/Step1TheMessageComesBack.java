package workbook.unary;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Step;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(1)
class Step1TheMessageComesBack {

  @Test
  @Order(1)
  void asItCame(Bench bench) {
    bench.expect("the message of the answer", echo(bench, "hello")).is("hello");
  }

  @Test
  @Order(2)
  void alsoAnEmptyOne(Bench bench) {
    bench.expect("the answer to an empty message", echo(bench, "")).is("");
  }

  @Test
  @Order(3)
  void withItsBlanks(Bench bench) {
    bench
        .expect("the answer to \"  so,  so \", in quotes", '"' + echo(bench, "  so,  so ") + '"')
        .is("\"  so,  so \"");
  }

  private static String echo(Bench bench, String message) {
    bench.serve(new EchoBack());
    EchoResponse answer =
        bench
            .call(EchoGrpc.getUnaryEchoMethod())
            .send(EchoRequest.newBuilder().setMessage(message).build())
            .halfClose()
            .expectOneAnswer("the message comes back, then the status OK");
    return answer.getMessage();
  }
}
