package workbook.unary;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
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

  /** By the same service, so that nothing of the first call comes back in the second. */
  @Test
  @Order(4)
  void alsoTheSecondOne(Bench bench) {
    bench.serve(new EchoBack());
    ask(bench, "hello");
    bench
        .expect("the answer to the second message of a client", ask(bench, "Grüße, 100 %s"))
        .is("Grüße, 100 %s");
  }

  @Test
  @Order(5)
  void aLongOneComesWhole(Bench bench) {
    String message = "Grüße <an & alle>\n".repeat(1_000);
    String answer = echo(bench, message);
    if (!answer.equals(message)) {
      throw new Mismatch(
          "a message of 1000 lines, %d characters, comes back as it came"
              .formatted(message.length()),
          answer.length() == message.length()
              ? "it has changed"
              : "%d characters come back".formatted(answer.length()));
    }
  }

  private static String echo(Bench bench, String message) {
    bench.serve(new EchoBack());
    return ask(bench, message);
  }

  private static String ask(Bench bench, String message) {
    EchoResponse answer =
        bench
            .call(EchoGrpc.getUnaryEchoMethod())
            .send(EchoRequest.newBuilder().setMessage(message).build())
            .halfClose()
            .expectOneAnswer("the message comes back, then the status OK");
    return answer.getMessage();
  }
}
