package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ONE_LOCK_FOR_ALL;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.STILL_WRITTEN_TO;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.TWO_WRITERS_AT_ONCE;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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

@Step(value = 3, openEnded = true)
class Step3NobodyWaitsForAnother {
  private static final int LIMIT = 10;
  private static final String OTHER = "snow in the valleys";

  private final Newsroom room = new Newsroom(LIMIT);

  @Test
  @Order(1)
  void allWhoReadATopicGetItsNews(Bench bench) {
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> a = News.reader(bench, "snow");
    Caller<EchoRequest, EchoResponse> b = News.reader(bench, "snow");
    Caller<EchoRequest, EchoResponse> c = News.reader(bench, OTHER);

    room.publish("snow", "20 cm");

    bench
        .expect("A's news", a.expectAnswer("the news of A's topic, at once").getMessage())
        .is("20 cm");
    bench
        .expect("B's news", b.expectAnswer("the same news for B, who reads it too").getMessage())
        .is("20 cm");
    c.expectNothingYet("nothing for C, who reads another topic, and C's call stays open");
    a.expectNothingYet("A's call stays open: there may be more news");
    b.expectNothingYet("B's call stays open: there may be more news");
    bench.expect("readers when three have come", room.readers()).is(3);

    b.cancel();
    bench.comesTrue(() -> room.readers() == 2);
    bench
        .expect("readers when one of three has gone", room.readers())
        .diagnose(3, STILL_WRITTEN_TO)
        .is(2);
    room.publish("snow", "30 cm");
    a.expectAnswer("A's next news, after B has gone");
    for (String topic :
        List.of("Snow", " snow", "snow ", "snow in the", "snow in the valleys and higher up")) {
      room.publish(topic, "for nobody");
    }
    room.publish(OTHER, "5 cm");
    bench.expect("C's news", c.expectAnswer("the news of C's topic").getMessage()).is("5 cm");
    a.expectNothingYet("nothing more for A, who reads \"snow\" and no topic that is like it");
    c.expectNothingYet("nothing more for C");
    bench.expectNothingThrown();
  }

  @Test
  @Order(2)
  void newsIsGivenAsItIs(Bench bench) {
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> a = News.reader(bench, "snow");
    Caller<EchoRequest, EchoResponse> b = News.reader(bench, "");
    List<String> texts = List.of("20 cm", "20 cm", "", " Below 900 m: none ");

    texts.forEach(text -> room.publish("snow", text));

    a.expectAnswers("all news of the topic, one of which comes twice and one is empty", 4);
    bench.expect("the news that A got", News.texts(a)).is(texts);
    b.expectNothingYet("nothing for B, whose topic is the empty text");
  }

  @Test
  @Order(3)
  void twoMayPublishAtOnce(Bench bench) {
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean overlapped = new AtomicBoolean();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (inside > 1) {
                overlapped.set(true);
              }
              if (what == What.MESSAGE && first.getAndSet(false)) {
                Producer other = new Producer("publisher 2", () -> room.publish("snow", "30 cm"));
                other.letIn(bench, overlapped::get);
              }
            }));
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> a = News.reader(bench, "snow");

    new Producer("publisher 1", () -> room.publish("snow", "20 cm"));

    bench.comesTrue(() -> a.answers().size() == 2 || a.status() != null);
    if (overlapped.get()) {
      throw new Mismatch(
              "A's stream gets one message after the other, though two publish at once",
              "A's onNext is called for the second while it still runs for the first")
          .because(TWO_WRITERS_AT_ONCE);
    }
    a.expectAnswers("both pieces of news for A", 2);
  }

  @Test
  @Order(4)
  void oneClientHoldsUpNobodyElse(Bench bench) {
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicReference<Producer> heldUp = new AtomicReference<>();
    AtomicReference<Caller<EchoRequest, EchoResponse>> c = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              // While A is written to, there is news for B, C goes, and D comes.
              if (call == 1 && what == What.MESSAGE && first.getAndSet(false)) {
                Producer other =
                    new Producer(
                        "publisher 2",
                        () -> {
                          room.publish("fog", "none");
                          News.reader(bench, "fog");
                          c.get().cancel();
                          bench.comesTrue(() -> room.readers() == 3);
                        });
                if (!bench.comesTrue(other::done)) {
                  heldUp.set(other);
                }
              }
            }));
    bench.serve(room);
    Caller<EchoRequest, EchoResponse> a = News.reader(bench, "snow");
    Caller<EchoRequest, EchoResponse> b = News.reader(bench, "fog");
    c.set(News.reader(bench, "ice"));

    new Producer("publisher 1", () -> room.publish("snow", "20 cm"));

    a.expectAnswer("the news of A's topic");
    if (heldUp.get() != null) {
      bench.comesTrue(heldUp.get()::done);
      throw new Mismatch(
              "B gets news, C can go and D can come, while A is written to",
              "one of them waits until A has been written to")
          .because(ONE_LOCK_FOR_ALL);
    }
    bench.comesTrue(() -> room.readers() == 3);
    bench
        .expect("B's news", List.of(b.expectAnswer("the news of B's topic").getMessage()))
        .is(List.of("none"));
    bench.expect("readers when C has gone and D has come", room.readers()).is(3);
  }
}
