package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.CHANGED_WHILE_SENDING;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.ONE_BREAKS_ALL;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.ROOM_LOCK_HELD;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.TWO_NOTES_AT_ONCE;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.END_DURING_A_MESSAGE;

import io.grpc.Status;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

@Step(5)
class Step5OneBrokenGuest {
  private static final int B = 2;
  private static final int D = 4;

  @Test
  @Order(1)
  void othersComeAndGoWhileANoteIsOnItsWay(Bench bench) {
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean shutOut = new AtomicBoolean();
    AtomicBoolean shutIn = new AtomicBoolean();
    AtomicReference<Caller<RouteNote, RouteNote>> d = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, note) -> {
              // While the note is on its way to B, E comes in and D goes, by other threads.
              if (call == B && first.getAndSet(false)) {
                Background<?> comes = bench.background("E comes in", () -> guest(bench));
                shutOut.set(!bench.comesTrue(comes::done));
                Background<?> goes = bench.background("D goes", () -> d.get().halfClose());
                shutIn.set(!bench.comesTrue(goes::done));
              }
            }));
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);
    Caller<RouteNote, RouteNote> c = guest(bench);
    d.set(guest(bench));

    a.send(Say.note("one"));

    b.expectAnswers("B gets A's note", 1);
    // Whoever was kept out of the room, or in it, moves on now; the report shows it.
    bench.comesTrue(() -> d.get().status() != null);
    if (shutOut.get()) {
      throw new Mismatch(
              "E can come in while A's note is on its way to B",
              "E waits until B has taken the note")
          .because(ROOM_LOCK_HELD);
    }
    if (shutIn.get()) {
      throw new Mismatch(
              "D can go while A's note is on its way to B",
              "D waits until everyone has taken the note")
          .because(ROOM_LOCK_HELD);
    }
    Optional<Throwable> thrown = bench.calls().get(0).threw(End.SERVER);
    if (thrown.filter(ConcurrentModificationException.class::isInstance).isPresent()) {
      throw new Mismatch(
              "E can come in while A's note is on its way to B",
              "a ConcurrentModificationException ends A's call")
          .because(CHANGED_WHILE_SENDING);
    }
    c.expectAnswers("C gets A's note, though E comes in meanwhile", 1);
    bench.expect("what C hears", Say.messages(c.answers())).is(List.of("one"));
    a.expectNothingYet("A's call goes on");
  }

  @Test
  @Order(2)
  void whoIsWrittenToCanSpeak(Bench bench) {
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean silenced = new AtomicBoolean();
    AtomicReference<Caller<RouteNote, RouteNote>> b = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, note) -> {
              // While the note is on its way to B, B says something, by another thread.
              if (call == B && first.getAndSet(false)) {
                Background<?> speaks =
                    bench.background("B speaks", () -> b.get().send(Say.note("from B")));
                silenced.set(!bench.comesTrue(speaks::done));
              }
            }));
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    b.set(guest(bench));
    Caller<RouteNote, RouteNote> c = guest(bench);

    a.send(Say.note("from A"));

    b.get().expectAnswers("B gets A's note", 1);
    bench.comesTrue(() -> c.answers().size() == 2);
    if (silenced.get()) {
      throw new Mismatch(
          "B can speak while A's note is on its way to B",
          "B's onNext waits until everyone has taken A's note, or B has");
    }
    a.expectAnswers("A gets B's note", 1);
    c.expectAnswers("C gets A's note and B's note", 2);
    bench
        .expect("what C hears of A and B", Set.copyOf(Say.messages(c.answers())))
        .is(Set.of("from A", "from B"));
  }

  @Test
  @Order(3)
  void aBrokenStreamHurtsNobodyElse(Bench bench) {
    RuntimeException broken =
        Status.CANCELLED.withDescription("call already cancelled").asRuntimeException();
    RuntimeException closed = new IllegalStateException("call already closed");
    AtomicInteger tries = new AtomicInteger();
    bench.interceptServer(
        new StepDoor(
            (call, note) -> {
              if (call == B) {
                tries.incrementAndGet();
                throw broken;
              }
              if (call == D) {
                throw closed;
              }
            }));
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    guest(bench);
    Caller<RouteNote, RouteNote> c = guest(bench);
    guest(bench);

    a.send(Say.note("one"));
    bench.comesTrue(() -> a.status() != null || !c.answers().isEmpty());
    Throwable thrown = bench.calls().get(0).threw(End.SERVER).orElse(null);
    if (thrown == broken || thrown == closed) {
      String who = thrown == broken ? "B" : "D";
      throw new Mismatch(
              "C gets A's note, and A's call goes on, though " + who + "'s stream is broken",
              (c.answers().isEmpty() ? "C gets nothing" : "C gets it")
                  + ", and what "
                  + who
                  + "'s onNext threw ended A's call")
          .because(ONE_BREAKS_ALL);
    }
    c.expectAnswer("C gets A's note, though the streams of B and D are broken");
    bench.settle();
    bench
        .background("C's onNext", () -> c.send(Say.note("two")))
        .expectReturn("C can speak, though the streams of B and D are broken");
    a.expectAnswer("A gets C's note, though the streams of B and D are broken");
    a.send(Say.note("three"));
    c.expectAnswer("C gets A's next note");
    a.expectNothingYet("A's call goes on");
    bench.expect("notes that B's stream is given after it has thrown", tries.get() - 1).is(0);
  }

  @Test
  @Order(4)
  void twoMayTalkAtOnce(Bench bench) {
    AtomicInteger inside = new AtomicInteger();
    AtomicBoolean overlapped = new AtomicBoolean();
    AtomicBoolean first = new AtomicBoolean(true);
    TalkLater later = new TalkLater(bench);
    bench.interceptServer(
        new StepDoor(
            (call, note) -> {
              if (call != B) {
                return;
              }
              if (inside.incrementAndGet() > 1) {
                overlapped.set(true);
              }
              // While the first note is on its way to B, C says something too.
              if (first.getAndSet(false)) {
                later.talk();
                bench.comesTrue(later::done);
              }
              inside.decrementAndGet();
            }));
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);
    later.speaker = guest(bench);

    a.send(Say.note("from A"));

    bench.comesTrue(() -> b.answers().size() == 2);
    if (overlapped.get()) {
      throw new Mismatch(
              "B's stream gets one note after the other, though A and C speak at once",
              "B's onNext is called for C's note while it still runs for A's")
          .because(TWO_NOTES_AT_ONCE);
    }
    b.expectAnswers("B gets A's note and C's note, said at once", 2);
    bench
        .expect("what B hears of A and C", Set.copyOf(Say.messages(b.answers())))
        .is(Set.of("from A", "from C"));
  }

  @Test
  @Order(5)
  void anEndWaitsForTheNoteOnItsWay(Bench bench) {
    Caller<RouteNote, RouteNote> b =
        endsWhileANoteIsOnItsWay(bench, "B half-closes", Caller::halfClose, "onCompleted");
    b.expectAnswer("A's note for B, who has half-closed meanwhile");
    b.expectCompleted("the status OK for B after A's note");
  }

  @Test
  @Order(6)
  void soDoesARefusal(Bench bench) {
    Caller<RouteNote, RouteNote> b =
        endsWhileANoteIsOnItsWay(bench, "B says nothing", say -> say.send(Say.note("")), "onError");
    b.expectAnswer("A's note for B, who was refused meanwhile");
    b.expectStatus("INVALID_ARGUMENT for B after A's note", Status.Code.INVALID_ARGUMENT);
  }

  /** While A's note is on its way to B, B does something that ends B's call. */
  private static Caller<RouteNote, RouteNote> endsWhileANoteIsOnItsWay(
      Bench bench, String what, Consumer<Caller<RouteNote, RouteNote>> ends, String end) {
    AtomicReference<Caller<RouteNote, RouteNote>> b = new AtomicReference<>();
    AtomicBoolean inside = new AtomicBoolean();
    AtomicBoolean endedInside = new AtomicBoolean();
    bench.interceptServer(
        new StepDoor(
            new StepDoor.Guard() {
              @Override
              public void before(int call, Object note) {
                inside.set(true);
                Background<?> does =
                    bench.background(
                        what,
                        () -> {
                          ends.accept(b.get());
                          return null;
                        });
                bench.comesTrue(does::done);
                inside.set(false);
              }

              @Override
              public void beforeEnd(int call) {
                if (inside.get()) {
                  endedInside.set(true);
                }
              }
            }));
    bench.serve(new ChatRoom());
    Caller<RouteNote, RouteNote> a = guest(bench);
    b.set(guest(bench));

    a.send(Say.note("from A"));

    bench.comesTrue(() -> b.get().status() != null);
    if (endedInside.get()) {
      throw new Mismatch(
              "B's stream gets A's note, and then its end",
              "B's " + end + " is called while onNext still runs for A's note")
          .because(END_DURING_A_MESSAGE);
    }
    a.expectNothingYet("A's call goes on");
    return b.get();
  }

  /** Lets a guest say something on a thread of its own, when the time has come. */
  private static final class TalkLater {
    private final Bench bench;
    private volatile Caller<RouteNote, RouteNote> speaker;
    private volatile Background<?> talk;

    TalkLater(Bench bench) {
      this.bench = bench;
    }

    void talk() {
      talk = bench.background("C speaks", () -> speaker.send(Say.note("from C")));
    }

    boolean done() {
      return talk.done();
    }
  }

  private static Caller<RouteNote, RouteNote> guest(Bench bench) {
    return bench.call(RouteGuideGrpc.getRouteChatMethod());
  }
}
