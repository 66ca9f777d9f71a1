package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.BAD_END_TAKEN_FOR_GOOD;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.HALF_CLOSED_TO_GIVE_UP;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.LEFT_BEFORE_THE_END;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.LISTENS_TOO_LATE;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.WAITS_IN_CALLBACK;
import static workbook.bench.diagnosis.CallDiagnosis.CALL_LEFT_OPEN;
import static workbook.bench.diagnosis.CallDiagnosis.KEPT_SENDING_AFTER_END;
import static workbook.bench.diagnosis.CallDiagnosis.NEVER_HALF_CLOSED;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

@Step(value = 6, openEnded = true)
class Step6TalkAndListen {
  private static final int ENOUGH = 3;
  private static final int LONG_TALK = 5_000;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger listening = new AtomicInteger();
  private volatile boolean atOnce;

  @Test
  @Order(1)
  void hearsWhileItTalks(Bench bench) {
    StepPartner partner = new StepPartner();
    partner.onHalfClose = partner::end;
    // Like somebody who reads both answers before they say the next thing.
    CountDownLatch bothHeard = new CountDownLatch(2);
    Talker talker = new Talker(bothHeard);

    Background<?> talk =
        talk(
            bench,
            bench.serve(partner),
            talker,
            note -> {
              heard.add(note.getMessage());
              bothHeard.countDown();
            });
    bench.comesTrue(() -> talk.done() || (talker.waits && !partner.notes().isEmpty()));
    if (talker.waits && partner.notes().isEmpty()) {
      throw new Mismatch(
          "each note is sent as soon as notes yields it",
          "the second note is asked for, and the first is not sent yet");
    }
    bench.background(
        "the partner answers",
        () -> {
          partner.say("yes?", "go on");
          return "normally";
        });
    if (!bench.comesTrue(talk::done) && talker.waits) {
      Mismatch mismatch =
          new Mismatch(
              "each note is given to heard as it comes, while the talk goes on",
              "the talker waits for the second note, and heard was given " + heard);
      if (talker.askedInCallback.get()) {
        throw mismatch.because(WAITS_IN_CALLBACK);
      }
      throw bench.calls().get(0).seen(End.CLIENT, Kind.RESPONSE).size() > heard.size()
          ? mismatch.because(LISTENS_TOO_LATE)
          : mismatch;
    }
    halfCloses(bench);
    talk.expectReturn("talk returns when the server has ended the call");
    bench.expect("what reached the server", partner.notes()).is(List.of("hello", "bye"));
    bench.comesTrue(() -> heard.size() >= 2);
    bench.expect("what heard was given", List.copyOf(heard)).is(List.of("yes?", "go on"));
  }

  @Test
  @Order(2)
  void hearsToTheEnd(Bench bench) {
    StepPartner partner = new StepPartner();

    Background<?> talk =
        talk(
            bench,
            bench.serve(partner),
            List.of(Say.note("one"), Say.note("two")).iterator(),
            note -> {
              int inside = listening.incrementAndGet();
              atOnce |= inside > 1;
              if (note.getMessage().equals("three") && !inCallback()) {
                // Called by a thread that is not gRPC's: give another one the time to come in.
                bench.comesTrue(() -> atOnce);
              }
              heard.add(note.getMessage());
              listening.decrementAndGet();
            });
    halfCloses(bench);
    bench.settle();
    if (talk.done()) {
      talk.expectReturn("talk waits until the server has ended the call");
      throw new Mismatch("talk waits until the server has ended the call", "talk has returned")
          .because(LEFT_BEFORE_THE_END);
    }
    bench.time().advance(Duration.ofDays(1));
    bench.settle();
    if (talk.done()) {
      throw new Mismatch(
          "talk waits until the server has ended the call, and may last all day",
          "it has ended within a day, though the server has not ended the call");
    }
    partner.say("three", "four");
    partner.end();

    talk.expectReturn("talk returns when the server has ended the call");
    bench.comesTrue(() -> listening.get() == 0);
    if (atOnce) {
      throw new Mismatch(
          "heard is given one note after the other",
          "it is given a note while it is still busy with the one before");
    }
    bench
        .expect("what heard was given after the half-close", List.copyOf(heard))
        .is(List.of("three", "four"));
  }

  @Test
  @Order(3)
  void tellsABadEndFromAGoodOne(Bench bench) {
    StepPartner partner = new StepPartner();
    partner.onNote =
        note -> {
          if (partner.notes().size() == ENOUGH) {
            partner.end(Status.RESOURCE_EXHAUSTED.withDescription("too much talk"));
          }
        };
    AtomicInteger taken = new AtomicInteger();

    Background<?> talk =
        talk(
            bench,
            bench.serve(partner),
            longTalk(bench, taken),
            note -> heard.add(note.getMessage()));

    Status status;
    try {
      status =
          talk.expectThrows(
              "talk throws the status that ended the call", StatusRuntimeException.class);
    } catch (Mismatch mismatch) {
      throw talk.done() && !talk.threw() ? mismatch.because(BAD_END_TAKEN_FOR_GOOD) : mismatch;
    }
    bench.expect("the code that talk throws", status.getCode()).is(Status.Code.RESOURCE_EXHAUSTED);
    bench
        .expect("its description", Optional.ofNullable(status.getDescription()).orElse("none"))
        .is("too much talk");
    expectAFewTaken(bench, taken.get());
  }

  @Test
  @Order(4)
  void stopsAtAGoodEndToo(Bench bench) {
    StepPartner partner = new StepPartner();
    partner.onNote =
        note -> {
          if (partner.notes().size() == ENOUGH) {
            partner.end();
          }
        };
    AtomicInteger taken = new AtomicInteger();

    talk(bench, bench.serve(partner), longTalk(bench, taken), note -> heard.add(note.getMessage()))
        .expectReturn("talk returns when the server has ended the call with OK");

    expectAFewTaken(bench, taken.get());
  }

  @Test
  @Order(8)
  void throwsEveryBadEnd(Bench bench) {
    for (Status.Code code :
        List.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED)) {
      StepPartner partner = new StepPartner();
      partner.onHalfClose = () -> partner.end(code.toStatus());
      int before = bench.calls().size();
      ChatClient client = new ChatClient(bench.serve(partner));
      Background<?> talk =
          bench.background(
              "talk(notes, heard)",
              () -> {
                client.talk(List.of(Say.note("hello")).iterator(), note -> {});
                return "normally";
              });

      String expected = "talk throws the status that ended the call, here " + code;
      bench.comesTrue(talk::done);
      if (talk.done() && !talk.threw()) {
        throw new Mismatch(expected, "it has returned").because(BAD_END_TAKEN_FOR_GOOD);
      }
      Status status = talk.expectThrows(expected, StatusRuntimeException.class);
      bench.expect("the code that talk throws", status.getCode()).is(code);
      bench.expect("calls made for one talk", bench.calls().size() - before).is(1);
    }
  }

  private static Iterator<RouteNote> longTalk(Bench bench, AtomicInteger taken) {
    return Stream.generate(() -> Say.note("bla"))
        .limit(LONG_TALK)
        .peek(
            note -> {
              // Whoever listens on another thread hears of the end before this goes on.
              if (taken.incrementAndGet() == ENOUGH + 1) {
                bench.settle();
              }
            })
        .iterator();
  }

  private static void expectAFewTaken(Bench bench, int taken) {
    bench
        .expect(
            "notes taken of " + LONG_TALK + " when the server ends the call at the third", taken)
        .diagnose(LONG_TALK, KEPT_SENDING_AFTER_END)
        .matches("a few", count -> count < 20);
  }

  @Test
  @Order(5)
  void whoGivesUpLeavesNoCallOpen(Bench bench) {
    Iterator<RouteNote> voice =
        Stream.of("one", "two")
            .map(Say::note)
            .peek(
                note -> {
                  if (note.getMessage().equals("two")) {
                    throw new IllegalStateException("lost my voice");
                  }
                })
            .iterator();

    Background<?> talk =
        talk(bench, bench.serve(new StepPartner()), voice, note -> heard.add(note.getMessage()));

    boolean over =
        bench.comesTrue(
            () ->
                bench.calls().get(0).saw(End.SERVER, Kind.CANCEL)
                    || bench.calls().get(0).saw(End.CLIENT, Kind.HALF_CLOSE));
    String expected = "the call is cancelled when notes throws an exception";
    if (!over) {
      throw new Mismatch(expected, "the call is still open").because(CALL_LEFT_OPEN);
    }
    if (!bench.calls().get(0).saw(End.SERVER, Kind.CANCEL)) {
      throw new Mismatch(expected, "it is half-closed, as if all had been said")
          .because(HALF_CLOSED_TO_GIVE_UP);
    }
    talk.expectThrown("talk throws what notes threw");
  }

  @Test
  @Order(6)
  void whoIsInterruptedLeavesNoCallOpen(Bench bench) {
    Background<?> talk =
        talk(
            bench,
            bench.serve(new StepPartner()),
            List.of(Say.note("one")).iterator(),
            note -> heard.add(note.getMessage()));
    halfCloses(bench);

    talk.interrupt();

    talk.expectThrown("talk throws an exception when its thread is interrupted");
    if (!bench.comesTrue(() -> bench.calls().get(0).saw(End.SERVER, Kind.CANCEL))) {
      throw new Mismatch("the call is cancelled when talk is interrupted", "the call is still open")
          .because(CALL_LEFT_OPEN);
    }
  }

  @Test
  @Order(7)
  void eachTalkHearsItsOwn(Bench bench) {
    ChatClient client = new ChatClient(bench.serve(new Parrot()));
    CountDownLatch secondIsOver = new CountDownLatch(1);
    List<String> other = new CopyOnWriteArrayList<>();
    Iterator<RouteNote> voice =
        Stream.of("one", "two", "three")
            .map(Say::note)
            .peek(
                note -> {
                  if (note.getMessage().equals("two")) {
                    await(secondIsOver);
                  }
                })
            .iterator();

    Background<?> first =
        bench.background(
            "the first talk",
            () -> {
              client.talk(voice, note -> heard.add(note.getMessage()));
              return "normally";
            });
    bench.comesTrue(() -> first.done() || !heard.isEmpty());
    Background<?> second =
        bench.background(
            "the second talk",
            () -> {
              client.talk(
                  Stream.of("uno", "", "", " uno ").map(Say::note).iterator(),
                  note -> other.add(note.getMessage()));
              return "normally";
            });
    bench.comesTrue(second::done);
    secondIsOver.countDown();

    second.expectReturn("a second talk of the same client returns");
    first.expectReturn("the first talk goes on when the second is over, and returns");
    bench.comesTrue(() -> heard.size() + other.size() >= 7);
    bench
        .expect("what was heard in the second talk", List.copyOf(other))
        .is(List.of("uno", "", "", " uno "));
    bench
        .expect("what was heard in the first talk", List.copyOf(heard))
        .is(List.of("one", "two", "three"));
  }

  /** Says whatever it hears. */
  private static final class Parrot extends RouteGuideGrpc.RouteGuideImplBase {
    @Override
    public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> responses) {
      return new StreamObserver<>() {
        @Override
        public void onNext(RouteNote note) {
          responses.onNext(note);
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
          responses.onCompleted();
        }
      };
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the step is over", e);
    }
  }

  private static Background<?> talk(
      Bench bench,
      Channel channel,
      Iterator<RouteNote> notes,
      java.util.function.Consumer<RouteNote> heard) {
    ChatClient client = new ChatClient(channel);
    Background<?> talk =
        bench.background(
            "talk(notes, heard)",
            () -> {
              client.talk(notes, heard);
              return "normally";
            });
    bench.comesTrue(() -> talk.done() || !bench.calls().isEmpty());
    if (bench.calls().isEmpty()) {
      talk.expectReturn("talk calls routeChat");
      throw new Mismatch("talk calls routeChat", "no call was made");
    }
    return talk;
  }

  private static void halfCloses(Bench bench) {
    if (!bench.comesTrue(() -> bench.calls().get(0).saw(End.SERVER, Kind.HALF_CLOSE))
        && !bench.calls().get(0).saw(End.CLIENT, Kind.STATUS)) {
      throw new Mismatch("the client half-closes after its last note", "it does not")
          .because(NEVER_HALF_CLOSED);
    }
  }

  /** Whether gRPC has called the code that asks this; it makes one such call after the other. */
  private static boolean inCallback() {
    return Stream.of(Thread.currentThread().getStackTrace())
        .map(StackTraceElement::getMethodName)
        .anyMatch(method -> method.equals("onMessage") || method.equals("onReady"));
  }

  /** Says hello, waits for two answers, says bye. */
  private static final class Talker implements Iterator<RouteNote> {
    private final CountDownLatch bothHeard;
    private final AtomicBoolean askedInCallback = new AtomicBoolean();
    private final AtomicInteger said = new AtomicInteger();
    private volatile boolean waits;

    Talker(CountDownLatch bothHeard) {
      this.bothHeard = bothHeard;
    }

    @Override
    public boolean hasNext() {
      return said.get() < 2;
    }

    @Override
    public RouteNote next() {
      if (said.getAndIncrement() == 0) {
        return Say.note("hello");
      }
      askedInCallback.set(inCallback());
      waits = true;
      await(bothHeard);
      waits = false;
      return Say.note("bye");
    }
  }
}
