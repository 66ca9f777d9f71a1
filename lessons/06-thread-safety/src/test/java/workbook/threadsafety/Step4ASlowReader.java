package workbook.threadsafety;

import static workbook.bench.diagnosis.CallDiagnosis.CALL_LEFT_OPEN;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ENDED_BY_TWO;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.LEFT_OUT;
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
import java.util.concurrent.atomic.AtomicInteger;
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
import workbook.bench.conversation.Words;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.threadsafety.StepDoor.What;

@Step(value = 4, openEnded = true)
class Step4ASlowReader {
  private static final int LIMIT = 5;
  private static final int MANY = 100;

  private final Newsroom room = new Newsroom(LIMIT);

  @Test
  @Order(1)
  void getsAllWhenItReadsOn(Bench bench) {
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> slow = slow(bench);
    Caller<EchoRequest, EchoResponse> fast = News.reader(bench, "snow");

    publish(bench, 1, 1 + LIMIT, fast);

    expectSent(bench, slow, 1);
    if (slow.status() != null) {
      throw new Mismatch(
          "a reader for whom " + LIMIT + " messages wait, which is the limit, is kept",
          "it is let go: " + Words.status(slow.status()));
    }
    slow.ask(3);
    if (!bench.comesTrue(() -> slow.answers().size() > 1 || slow.status() != null)) {
      // Does what has waited come with the next news?
      publish(bench, 2 + LIMIT, 2 + LIMIT, fast);
      bench.comesTrue(() -> slow.answers().size() > 1);
      boolean kept = News.texts(slow).contains("2");
      throw new Mismatch(
              "three of the messages that wait, when the slow reader asks for three",
              kept ? "none before more is published" : "none, and they do not come later either")
          .because(kept ? NOBODY_SENDS_THE_REST : LEFT_OUT);
    }
    bench.comesTrue(() -> slow.answers().size() >= 4 || slow.status() != null);
    if (slow.status() == null && slow.answers().size() < 4) {
      throw new Mismatch(
          "three of the messages that wait, when the slow reader asks for three",
          "it gets " + News.texts(slow).subList(1, slow.answers().size()) + ", and no more");
    }
    slow.expectAnswers("three more when the reader asks for three", 4);
    expectSent(bench, slow, 4);
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

    if (!bench.comesTrue(() -> ended(slow))) {
      throw stillOpen(bench, slow);
    }
    if (!bench.comesTrue(() -> slow.status() != null)) {
      throw new Mismatch(
              "messages that wait are forgotten when the reader is let go",
              "they are sent to it all at once, unread, and then the end")
          .because(SENT_UNREAD);
    }
    slow.expectStatus(
        "RESOURCE_EXHAUSTED for a reader who is too far behind", Status.Code.RESOURCE_EXHAUSTED);
    fast.expectNothingYet("the fast reader's call stays open");
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

  @Test
  @Order(4)
  void newsBeforeTheReadyHandlerHasRun(Bench bench) {
    AtomicReference<Runnable> whenReady = new AtomicReference<>(() -> {});
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {}, call -> whenReady.getAndSet(() -> {}).run()));
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> slow = slow(bench);
    for (int i = 1; i <= 1 + LIMIT; i++) {
      room.publish("snow", Integer.toString(i));
    }
    slow.expectAnswers("the message that the reader has asked for", 1);

    // gRPC has room for one more and is about to say so, and somebody publishes.
    whenReady.set(() -> room.publish("snow", Integer.toString(2 + LIMIT)));
    slow.ask(1);

    if (ended(slow)) {
      throw new Mismatch(
          "2 is sent when the reader is ready, and of "
              + (1 + LIMIT)
              + " messages "
              + LIMIT
              + " wait, which is the limit",
          "the reader is let go, though there is room for the one that waits first");
    }
    slow.ask(LIMIT);
    slow.expectAnswers("all messages, when the reader has asked for all", 2 + LIMIT);
    bench
        .expect("the order in which the slow reader gets them", News.texts(slow))
        .is(IntStream.rangeClosed(1, 2 + LIMIT).mapToObj(Integer::toString).toList());
  }

  @Test
  @Order(5)
  void isLetGoOnce(Bench bench) {
    AtomicInteger ends = new AtomicInteger();
    AtomicBoolean late = new AtomicBoolean();
    AtomicReference<Producer> other = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              late.compareAndSet(false, ends.get() > 0);
              // While the slow reader is being let go, somebody publishes as much again.
              if (what == What.END && ends.getAndIncrement() == 0) {
                other.set(new Producer("publisher 2", this::publishTooMany));
                other.get().endsOrWaits();
              }
            }));
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> slow = slow(bench);

    Producer first = new Producer("publisher 1", this::publishTooMany);

    bench.comesTrue(() -> slow.status() != null && first.done() && other.get().done());
    if (late.get()) {
      String expected = "a reader who is let go is let go once, and written to no more";
      throw ends.get() > 1
          ? new Mismatch(expected, "its call is ended " + ends + " times").because(ENDED_BY_TWO)
          : new Mismatch(expected, "a message is sent to it after the end");
    }
    first.expectNothingThrown("publish returns");
    other.get().expectNothingThrown("publish returns, while a reader is being let go");
    slow.expectStatus(
        "RESOURCE_EXHAUSTED for a reader who is too far behind", Status.Code.RESOURCE_EXHAUSTED);
  }

  private void publishTooMany() {
    for (int i = 1; i <= 2 + LIMIT; i++) {
      room.publish("snow", Integer.toString(i));
    }
  }

  private static void expectSent(Bench bench, Caller<EchoRequest, EchoResponse> slow, int asked) {
    int sent = slow.recorded().seen(End.SERVER, Kind.RESPONSE).size();
    bench
        .expect("messages sent to a reader that has asked for " + asked, sent)
        .diagnose(count -> count > asked, SENT_UNREAD)
        .is(asked);
  }

  /** Whether the server has ended the call, even if the client has not read as far as that. */
  private static boolean ended(Caller<EchoRequest, EchoResponse> slow) {
    return slow.status() != null || slow.recorded().saw(End.SERVER, Kind.STATUS);
  }

  /** What has become of the messages of a slow reader who should have been let go, and was not. */
  private Mismatch stillOpen(Bench bench, Caller<EchoRequest, EchoResponse> slow) {
    String expected =
        "RESOURCE_EXHAUSTED for a reader who is more than " + LIMIT + " messages behind";
    if (room.readers() == 1) {
      return new Mismatch(expected, "it is no reader any more, and its call is still open")
          .because(CALL_LEFT_OPEN);
    }
    int more = 2 + LIMIT;
    for (int i = 0; i < MANY && !ended(slow); i++) {
      more++;
      room.publish("snow", Integer.toString(more));
    }
    if (ended(slow)) {
      return new Mismatch(
          expected,
          "still open when " + (1 + LIMIT) + " wait, and let go when " + (more - 1) + " do");
    }
    slow.ask(more);
    int all = more;
    bench.comesTrue(() -> slow.answers().size() >= all);
    return slow.answers().size() < all
        ? new Mismatch(
                expected,
                "its call is still open, and of "
                    + all
                    + " messages it gets "
                    + slow.answers().size())
            .because(LEFT_OUT)
        : new Mismatch(
                expected, "its call is still open, and " + (all - 1) + " messages have waited")
            .because(QUEUE_WITHOUT_BOUND);
  }

  /** Publishes the numbers from one to the other, by a thread of its own. */
  private void publish(Bench bench, int from, int to, Caller<EchoRequest, EchoResponse> fast) {
    Producer publisher =
        new Producer(
            "publisher",
            () ->
                IntStream.rangeClosed(from, to)
                    .forEach(i -> room.publish("snow", Integer.toString(i))));
    AtomicBoolean slept = new AtomicBoolean();
    boolean done =
        bench.comesTrue(
                () -> {
                  slept.compareAndSet(false, publisher.sleeps());
                  return slept.get() || publisher.done() && fast.answers().size() == to;
                })
            || publisher.done();
    if (slept.get()) {
      throw new Mismatch(
              "publish returns at once, though the slow one reads no more",
              "publish sleeps until the slow reader is ready, or for a time")
          .because(WAITS_FOR_THE_SLOWEST);
    }
    publisher.expectNothingThrown("publish returns, and the fast reader gets all");
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
