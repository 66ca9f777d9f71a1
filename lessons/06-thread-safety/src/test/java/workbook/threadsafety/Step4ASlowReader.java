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

@Step(value = 4, openEnded = true)
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
              "three more messages when the slow reader asks for three",
              "none, though " + LIMIT + " wait")
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
    AtomicBoolean overlapped = new AtomicBoolean();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (inside > 1) {
                overlapped.set(true);
              }
              // gRPC has said that the reader is ready, "2" is on its way, and "3" is published.
              if (News.news("2").equals(message)) {
                Producer other = new Producer("publisher 2", () -> room.publish("snow", "3"));
                other.letIn(bench, overlapped::get);
              }
            }));
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> slow = slow(bench);
    room.publish("snow", "1");
    slow.expectAnswers("the message that the reader has asked for", 1);
    room.publish("snow", "2");

    new Producer("the client", () -> slow.ask(1));

    bench.comesTrue(() -> overlapped.get() || slow.answers().size() == 2);
    if (overlapped.get()) {
      throw new Mismatch(
              "one message after the other, though somebody publishes while gRPC calls onReady",
              "the stream is written to by both at once")
          .because(TWO_WRITERS_AT_ONCE);
    }
    slow.expectAnswers("the second message", 2);
    slow.ask(1);
    slow.expectAnswers("the third message", 3);
    bench.expect("what the reader got", News.texts(slow)).is(List.of("1", "2", "3"));
  }

  /** Publishes the numbers from one to the other, by a thread of its own. */
  private void publish(Bench bench, int from, int to, Caller<EchoRequest, EchoResponse> fast) {
    Producer publisher =
        new Producer(
            "publisher",
            () ->
                IntStream.rangeClosed(from, to)
                    .forEach(i -> room.publish("snow", Integer.toString(i))));
    boolean done =
        bench.comesTrue(() -> publisher.done() && fast.answers().size() == to) || publisher.done();
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
