package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.NOBODY_SENDS_THE_REST;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.QUEUE_WITHOUT_BOUND;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.SENT_UNREAD;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.STILL_WRITTEN_TO;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.TWO_WRITERS_AT_ONCE;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.WAITS_FOR_THE_SLOWEST;

import io.grpc.CallOptions;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
import workbook.threadsafety.StepDoor.What;

@Step(4)
class Step4ASlowReader {
  private static final int LIMIT = 5;

  private final Newsroom room = new Newsroom(LIMIT);

  @Test
  @Order(1)
  void getsAllWhenItReadsOn(Bench bench) {
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> slow = slow(bench);
    Caller<EchoRequest, EchoResponse> fast = News.reader(bench, "snow");

    publish(bench, 1, 1 + LIMIT, fast);

    int sent = slow.recorded().seen(End.SERVER, Kind.RESPONSE).size();
    bench
        .expect("messages sent to a reader that has asked for 1", sent)
        .diagnose(1 + LIMIT, SENT_UNREAD)
        .is(1);
    slow.ask(3);
    if (!bench.comesTrue(() -> slow.answers().size() > 1 || slow.status() != null)) {
      throw new Mismatch(
              "three more messages when the slow reader asks for three", "none, though " + LIMIT + " wait")
          .because(NOBODY_SENDS_THE_REST);
    }
    slow.expectAnswers("three more when the reader asks for three", 4);
    slow.ask(LIMIT);
    slow.expectAnswers("all messages, when the reader has asked for all", 1 + LIMIT);
    bench
        .expect("the order in which the slow reader gets them", News.texts(slow))
        .is(IntStream.rangeClosed(1, 1 + LIMIT).mapToObj(Integer::toString).toList());
    slow.expectNothingYet("the call stays open");
  }

  @Test
  @Order(2)
  void isLetGoWhenTooFarBehind(Bench bench) {
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> slow = slow(bench);
    Caller<EchoRequest, EchoResponse> fast = News.reader(bench, "snow");

    publish(bench, 1, 2 + LIMIT, fast);

    bench.comesTrue(() -> slow.status() != null);
    if (slow.status() == null) {
      throw new Mismatch(
              "RESOURCE_EXHAUSTED for a reader who is more than " + LIMIT + " messages behind",
              "the call is still open, and " + (1 + LIMIT) + " messages wait")
          .because(QUEUE_WITHOUT_BOUND);
    }
    slow.expectStatus(
        "RESOURCE_EXHAUSTED for a reader who is too far behind", Status.Code.RESOURCE_EXHAUSTED);
    bench.comesTrue(() -> room.readers() == 1);
    bench
        .expect("readers when the slow one was let go", room.readers())
        .diagnose(2, STILL_WRITTEN_TO)
        .is(1);
    publish(bench, 3 + LIMIT, 3 + LIMIT, fast);
    fast.expectNothingYet("the fast reader's call stays open");
  }

  @Test
  @Order(3)
  void readsOnWhileSomebodyPublishes(Bench bench) {
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean overlapped = new AtomicBoolean();
    AtomicReference<Caller<EchoRequest, EchoResponse>> slow = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (inside > 1) {
                overlapped.set(true);
              }
              // While the first message is on its way, a second is published, and gRPC says that
              // the reader is ready for more.
              if (what == What.MESSAGE && first.getAndSet(false)) {
                Producer other = new Producer("publisher 2", () -> room.publish("snow", "2"));
                Producer ready = new Producer("the client", () -> slow.get().ask(5));
                other.letIn(bench, overlapped::get);
                ready.letIn(bench, overlapped::get);
              }
            }));
    bench.serve(room);
    slow.set(slow(bench));

    new Producer("publisher 1", () -> room.publish("snow", "1"));

    bench.comesTrue(() -> slow.get().answers().size() == 2 || slow.get().status() != null);
    if (overlapped.get()) {
      throw new Mismatch(
              "one message after the other, though gRPC calls onReady while somebody publishes",
              "the stream is written to by both at once")
          .because(TWO_WRITERS_AT_ONCE);
    }
    slow.get().expectAnswers("both messages", 2);
    bench.expect("what the reader got", News.texts(slow.get())).is(List.of("1", "2"));
  }

  /** Publishes the numbers from one to the other, by a thread of its own. */
  private void publish(
      Bench bench, int from, int to, Caller<EchoRequest, EchoResponse> fast) {
    Producer publisher =
        new Producer(
            "publisher",
            () ->
                IntStream.rangeClosed(from, to)
                    .forEach(i -> room.publish("snow", Integer.toString(i))));
    boolean done =
        bench.comesTrue(() -> publisher.done() && fast.answers().size() == to)
            || publisher.done();
    if (!done) {
      publisher.interrupt();
      throw new Mismatch(
              "publish returns, and the fast reader gets all, though the slow one reads no more",
              "publish does not return, and the fast reader has " + fast.answers().size())
          .because(WAITS_FOR_THE_SLOWEST);
    }
    fast.expectAnswers("all " + to + " messages for the fast reader", to);
  }

  private static Caller<EchoRequest, EchoResponse> slow(Bench bench) {
    Caller<EchoRequest, EchoResponse> slow =
        bench.call(EchoGrpc.getServerStreamingEchoMethod(), CallOptions.DEFAULT, 1);
    return slow.send(News.word("snow")).halfClose();
  }
}
