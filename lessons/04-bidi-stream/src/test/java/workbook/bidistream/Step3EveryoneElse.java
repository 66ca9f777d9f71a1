package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.BUFFERED_UNTIL_HALF_CLOSE;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.JOINED_TOO_LATE;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.NOT_FANNED_OUT;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.ORDER_LOST;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.SENT_BACK_TO_SENDER;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

@Step(3)
class Step3EveryoneElse {
  private static final int B = 2;
  private static final RouteNote SNOW = Say.noteWithPlace("snow");

  @Test
  @Order(1)
  void aNoteGoesToEveryoneElse(Bench bench) {
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);
    Caller<RouteNote, RouteNote> c = guest(bench);

    a.send(SNOW);

    bench.comesTrue(() -> !b.answers().isEmpty() && !c.answers().isEmpty());
    if (b.answers().isEmpty() || c.answers().isEmpty()) {
      throw whyNot(bench, a, b, c);
    }
    bench.expect("the note that B gets from A", b.expectAnswer("A's note for B")).is(SNOW);
    bench.expect("the note that C gets from A", c.expectAnswer("A's note for C")).is(SNOW);
    bench.settle();
    bench
        .expect("notes that come back to A, who said them", a.answers().size())
        .diagnose(1, SENT_BACK_TO_SENDER)
        .is(0);
    b.expectNothingYet("one note for B, and the call stays open");
    a.expectNothingYet("A's call stays open");
  }

  @Test
  @Order(2)
  void everyoneHearsTheOthersInOrder(Bench bench) {
    Thread step = Thread.currentThread();
    AtomicBoolean second = new AtomicBoolean();
    bench.interceptServer(
        new StepDoor(
            (call, note) -> {
              // Where notes are sent by threads of their own, the first is held until the second
              // has overtaken it.
              if (call == B && Thread.currentThread() != step) {
                if (note.equals(Say.note("a1"))) {
                  bench.comesTrue(second::get);
                } else {
                  second.set(true);
                }
              }
            }));
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);
    Caller<RouteNote, RouteNote> c = guest(bench);

    a.send(Say.note("a1"), Say.note("a2"));
    b.expectAnswers("two notes from A for B", 2);
    bench
        .expect("what B hears of A, who said a1 and then a2", Say.messages(b.answers()))
        .diagnose(List.of("a2", "a1"), ORDER_LOST)
        .is(List.of("a1", "a2"));
    b.send(Say.note("b1"));
    c.expectAnswers("two notes from A and one from B for C", 3);
    a.expectAnswers("one note from B for A", 1);
    a.send(Say.note("a3"));
    b.expectAnswers("a third note from A for B", 3);
    c.expectAnswers("a third note from A for C", 4);

    bench.expect("what A hears", Say.messages(a.answers())).is(List.of("b1"));
    bench.expect("what B hears", Say.messages(b.answers())).is(List.of("a1", "a2", "a3"));
    bench.expect("what C hears", Say.messages(c.answers())).is(List.of("a1", "a2", "b1", "a3"));
  }

  @Test
  @Order(3)
  void whoComesLaterHearsWhatIsSaidLater(Bench bench) {
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    a.send(Say.note("early"));
    Caller<RouteNote, RouteNote> b = guest(bench);

    b.expectNothingYet("nothing for B of what was said before B came");
    a.send(Say.note("late"));

    RouteNote note = b.expectAnswer("what A says when B is in the room");
    bench.expect("what B hears", note.getMessage()).is("late");
  }

  @Test
  @Order(4)
  void eachNoteAsItIsAndAsOften(Bench bench) {
    RouteNote fog = Say.note(" fog,  fog ");
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);

    b.send(SNOW);
    a.expectAnswer("a note with a place from B for A");
    a.send(fog, fog);

    bench
        .expect(
            "what B, who has said something at another place, hears of A's two equal notes",
            b.expectAnswers("two notes without a place from A for B", 2))
        .is(List.of(fog, fog));
  }

  /** Lets B and A say something more, to tell why B or C heard nothing. */
  private static Mismatch whyNot(
      Bench bench,
      Caller<RouteNote, RouteNote> a,
      Caller<RouteNote, RouteNote> b,
      Caller<RouteNote, RouteNote> c) {
    String was =
        b.answers().isEmpty() && c.answers().isEmpty()
            ? "neither of them gets it"
            : b.answers().isEmpty() ? "C gets it, and B does not" : "B gets it, and C does not";
    Mismatch mismatch = new Mismatch("B and C each get the note that A says", was);
    if (a.status() != null
        || b.status() != null
        || !b.answers().isEmpty()
        || !c.answers().isEmpty()) {
      return mismatch;
    }
    b.send(Say.note("me too"));
    bench.settle();
    boolean heardByA = a.answers().contains(Say.note("me too"));
    a.send(Say.note("still there?"));
    bench.settle();
    boolean heardByB = b.answers().contains(Say.note("still there?"));
    if (heardByA && heardByB) {
      return mismatch.because(JOINED_TOO_LATE);
    }
    if (heardByA || heardByB) {
      return mismatch;
    }
    a.halfClose();
    return bench.comesTrue(() -> b.answers().contains(SNOW))
        ? mismatch.because(BUFFERED_UNTIL_HALF_CLOSE)
        : mismatch.because(NOT_FANNED_OUT);
  }

  private static Caller<RouteNote, RouteNote> guest(Bench bench) {
    return bench.call(RouteGuideGrpc.getRouteChatMethod());
  }
}
