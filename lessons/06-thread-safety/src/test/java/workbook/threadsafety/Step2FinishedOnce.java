package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ENDED_BY_TWO;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.END_DURING_A_MESSAGE;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.LATE_MESSAGE_THROWS;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.LOCK_NOT_GIVEN_BACK;

import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.threadsafety.StepDoor.What;

@Step(2)
class Step2FinishedOnce {

  @Test
  @Order(1)
  void theEndTakesItsTurn(Bench bench) {
    News news = new News();
    AtomicBoolean overlapped = new AtomicBoolean();
    AtomicBoolean first = new AtomicBoolean(true);
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what == What.END && inside > 1) {
                overlapped.set(true);
              }
              // While the message is on its way, B ends the call.
              if (what == What.MESSAGE && first.getAndSet(false)) {
                Producer b = new Producer("producer B", () -> news.stream().onCompleted());
                b.letIn(bench, overlapped::get);
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    new Producer("producer A", () -> news.stream().onNext(News.news("the last one")));

    bench.comesTrue(() -> client.status() != null);
    if (overlapped.get()) {
      throw new Mismatch(
              "the message first, then the end of the call",
              "B's onCompleted ends the call while A's onNext is not done")
          .because(END_DURING_A_MESSAGE);
    }
    client.expectAnswer("the message, before the end of the call");
    client.expectCompleted("the status OK after the message");
  }

  @Test
  @Order(2)
  void twoEndsAtOnce(Bench bench) {
    News news = new News();
    AtomicInteger ends = new AtomicInteger();
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicReference<Producer> b = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what != What.END) {
                return;
              }
              ends.incrementAndGet();
              // While A ends the call, B finds that something is wrong.
              if (first.getAndSet(false)) {
                b.set(
                    new Producer(
                        "producer B",
                        () -> news.stream().onError(Status.ABORTED.asRuntimeException())));
                b.get().letIn(bench, () -> ends.get() > 1);
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onCompleted());

    bench.comesTrue(() -> client.status() != null && a.done() && b.get().done());
    if (ends.get() > 1) {
      RuntimeException thrown = a.thrown() == null ? b.get().thrown() : a.thrown();
      throw new Mismatch(
              "the call is ended once, though A and B end it at the same time",
              "it is ended twice"
                  + (thrown == null ? "" : ", and the second throws: " + thrown.getMessage()))
          .because(ENDED_BY_TWO);
    }
    client.expectCompleted("A's status OK: A was first");
  }

  @Test
  @Order(3)
  void aWriteThatThrowsHoldsUpNobody(Bench bench) {
    News news = new News();
    AtomicBoolean first = new AtomicBoolean(true);
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what == What.MESSAGE && first.getAndSet(false)) {
                throw new IllegalStateException("cannot be serialized");
              }
            }));
    bench.serve(news);
    News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onNext(News.news("broken")));
    bench.comesTrue(a::done);
    Producer b = new Producer("producer B", () -> news.stream().onCompleted());

    if (!bench.comesTrue(b::done)) {
      throw new Mismatch("B can end the call after A's onNext has thrown", "B waits for ever")
          .because(LOCK_NOT_GIVEN_BACK);
    }
  }

  @Test
  @Order(4)
  void whatComesAfterTheEndIsDropped(Bench bench) {
    News news = new News();
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    news.stream().onError(Status.UNAVAILABLE.withDescription("closed").asRuntimeException());
    Producer late =
        new Producer(
            "producer B",
            () -> {
              news.stream().onNext(News.news("too late"));
              news.stream().onCompleted();
            });

    client.expectStatus("the status that ended the call, UNAVAILABLE", Status.Code.UNAVAILABLE);
    bench.comesTrue(late::done);
    if (late.thrown() != null) {
      throw new Mismatch(
              "what is written after the end is dropped",
              "the producer is thrown: " + late.thrown().getMessage())
          .because(LATE_MESSAGE_THROWS);
    }
  }
}
