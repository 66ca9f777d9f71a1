package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.CURSOR_BEHIND;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.FOLLOWS_FROM_THE_START;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ITEM_LOST;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.LATE_ITEM_GIVEN;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.OLD_STREAM_LEFT_OPEN;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.TWO_THREADS_IN_THE_READER;
import static workbook.bench.diagnosis.RestartDiagnosis.DEADLINE_ON_A_LONG_STREAM;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;
import workbook.bench.conversation.Words;

@Step(value = 7, openEnded = true)
class Step7AStreamIsMoved {
  @BeforeAll
  static void loadTheNetwork() {
    Fleet.loadTheNetwork();
  }

  private static final int SOME = 100;
  private static final Duration HOURS = Duration.ofHours(2);

  @Test
  @Order(1)
  void theNewStreamBeginsWhereTheReaderIs(Bench bench) {
    StepServer server = new StepServer();
    StepReading reading = new StepReading();
    Follower follower = follower(bench, bench.serve(server), reading);

    follower.move();
    expectCursor(bench, server, 1, 0);
    server.send(1, 1, 2, 3);
    reading.expectItem(bench, 3);
    follower.move();
    expectCursor(bench, server, 2, 3);
    server.send(2, 4, 5);
    reading.expectItem(bench, 5);
    follower.move();
    expectCursor(bench, server, 3, 5);

    server.send(3, 6);
    reading.expectItem(bench, 6);
    expectOpen(bench, server, "streams that are open after three moves", 1);
    reading.expectNoneRepeated(LATE_ITEM_GIVEN);
  }

  @Test
  @Order(2)
  void onlyWhatTheReaderWasGivenCounts(Bench bench) {
    StepServer server = new StepServer();
    StepReading reading = new StepReading();
    StepOnItsWay onItsWay = new StepOnItsWay(4);
    Follower follower =
        follower(bench, ClientInterceptors.intercept(bench.serve(server), onItsWay), reading);
    follower.move();
    expectCursor(bench, server, 1, 0);
    server.send(1, 1, 2, 3);
    reading.expectItem(bench, 3);
    Background<Boolean> sends =
        bench.background(
            "sending item 4",
            () -> {
              server.send(1, 4);
              return true;
            });
    bench.comesTrue(onItsWay::holds);

    follower.move();
    onItsWay.release();
    sends.expectReturn("item 4, which was on its way to the stream that was left, is dropped");
    bench.await("item 4 is over", onItsWay::passed, "it is not");
    reading.expectNoneRepeated(LATE_ITEM_GIVEN);
    if (reading.last() == 3) {
      // The second stream has brought nothing yet.
      expectCursor(bench, server, 2, 3);
      follower.move();
      expectCursor(bench, server, 3, 3);
    }
  }

  @Test
  @Order(3)
  void aBrokenStreamStaysBrokenUntilTheNextMove(Bench bench) {
    StepServer server = new StepServer();
    StepReading reading = new StepReading();
    Follower follower = follower(bench, bench.serve(server), reading);
    follower.move();
    expectCursor(bench, server, 1, 0);
    server.send(1, 1, 2, 3);
    reading.expectItem(bench, 3);

    server.end(1, Status.UNAVAILABLE);
    expectStreams(bench, server, 1, "a stream that breaks is not opened again until the next move");
    follower.move();
    expectCursor(bench, server, 2, 3);
    server.send(2, 4);
    reading.expectItem(bench, 4);
    server.end(2, Status.OK);
    expectStreams(bench, server, 2, "a stream that ends is not opened again until the next move");
    follower.move();
    expectCursor(bench, server, 3, 4);
  }

  @Test
  @Order(4)
  void closeMayComeAtAnyTime(Bench bench) {
    StepServer server = new StepServer();
    StepReading reading = new StepReading();
    Follower follower = follower(bench, bench.serve(server), reading);

    follower.close();
    follower.move();
    expectCursor(bench, server, 1, 0);
    server.send(1, 1, 2);
    reading.expectItem(bench, 2);
    follower.close();
    follower.close();

    expectOpen(bench, server, "streams that are open after close()", 0);
    follower.move();
    expectCursor(bench, server, 2, 2);
  }

  /** One thread moves, and another does something too while the first one opens its stream. */
  private static void twoAtOnce(
      Bench bench, StepServer server, String name, Consumer<Follower> other) {
    String expected = "move() and " + name + " at the same time return";
    AtomicReference<Follower> follower = new AtomicReference<>();
    AtomicReference<StepOther> second = new AtomicReference<>();
    StepOpening opening =
        new StepOpening(
            () -> {
              second.set(new StepOther(() -> other.accept(follower.get())));
              StepHold.until(second.get().done(), second.get());
            });
    follower.set(
        follower(
            bench, ClientInterceptors.intercept(bench.serve(server), opening), new StepReading()));
    Background<Boolean> first =
        bench.background(
            "move()",
            () -> {
              follower.get().move();
              return true;
            });
    first.expectReturn("move() returns");
    bench.comesTrue(() -> second.get() != null && second.get().ended());
    if (second.get() == null || !second.get().ended()) {
      throw new Mismatch(expected, name + " does not");
    }
    if (second.get().thrown() != null) {
      throw new Mismatch(expected, name + " throws " + Words.thrown(second.get().thrown()));
    }
  }

  private static void expectOpen(Bench bench, StepServer server, String what, long count) {
    bench.comesTrue(() -> server.open() == count);
    bench
        .expect(what, server.open())
        .diagnose(open -> open > count, OLD_STREAM_LEFT_OPEN)
        .is(count);
  }

  private static void expectStreams(Bench bench, StepServer server, int count, String expected) {
    bench.settle();
    if (server.streams() > count) {
      throw new Mismatch(expected, "it is opened again by itself");
    }
  }

  private static void expectCursor(Bench bench, StepServer server, int stream, long after) {
    bench.comesTrue(() -> server.streams() >= stream);
    bench.expect("streams that were opened in " + stream + " moves", server.streams()).is(stream);
    bench
        .expect(
            "the cursor of stream " + stream + ", when the reader was given " + after + " items",
            server.cursor(stream))
        .diagnose(cursor -> cursor == 0 && after > 0, FOLLOWS_FROM_THE_START)
        .diagnose(cursor -> cursor > after, ITEM_LOST)
        .diagnose(cursor -> cursor < after, CURSOR_BEHIND)
        .is(after);
  }

  @Test
  @Order(5)
  void whatWasStillOnItsWayIsNotGivenTwice(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    StepReading reading = new StepReading();
    StepOnItsWay onItsWay = new StepOnItsWay(SOME);
    Follower follower =
        follower(bench, ClientInterceptors.intercept(Fleets.spread(fleet), onItsWay), reading);
    follower.move();
    expectHeld(bench, onItsWay, reading);

    follower.move();
    reading.expectItem(bench, 2 * SOME);
    onItsWay.release();
    bench.await("the late item is over", onItsWay::passed, "it is not");
    reading.expectItem(bench, 3 * SOME);

    reading.expectNoneRepeated(LATE_ITEM_GIVEN);
    reading.expectNoneLost(ITEM_LOST);
    reading.expectMore(bench, SOME);
  }

  @Test
  @Order(6)
  void norIsItGivenAfterTheEnd(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    StepReading reading = new StepReading();
    StepOnItsWay onItsWay = new StepOnItsWay(SOME);
    Follower follower =
        follower(bench, ClientInterceptors.intercept(Fleets.spread(fleet), onItsWay), reading);
    follower.move();
    expectHeld(bench, onItsWay, reading);

    follower.close();
    onItsWay.release();
    bench.await("the late item is over", onItsWay::passed, "it is not");

    bench
        .expect(
            "the last item that the reader was given, if item 100 is on its way at close()",
            reading.last())
        .diagnose((long) SOME, LATE_ITEM_GIVEN)
        .is(SOME - 1L);
  }

  private static void expectHeld(Bench bench, StepOnItsWay onItsWay, StepReading reading) {
    // A reader on a thread of its own may still be behind.
    if (!bench.comesTrue(() -> onItsWay.holds() && reading.last() >= SOME - 1)) {
      throw new Mismatch("item " + SOME + " comes", "item " + reading.last() + " was the last");
    }
  }

  @Test
  @Order(7)
  void goesOnWhereItWas(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    StepReading reading = new StepReading();
    StepAttempts calls = new StepAttempts(HOURS);
    Follower follower =
        follower(bench, ClientInterceptors.intercept(Fleets.spread(fleet), calls), reading);

    for (int move = 0; move < 3; move++) {
      follower.move();
      reading.expectMore(bench, SOME);
      reading.expectNoneRepeated(LATE_ITEM_GIVEN);
      reading.expectNoneLost(ITEM_LOST);
    }

    bench
        .expect("streams that each server was given in three moves", fleet.streams())
        .is(Fleets.each(1));
    bench.expect("servers that sent items", reading.servers()).is(Fleets.names("A", "B", "C"));
    if (calls.anyEndsWithin(HOURS)) {
      throw new Mismatch("a stream that goes on for hours", "its deadline ends it before")
          .because(DEADLINE_ON_A_LONG_STREAM);
    }
  }

  @Test
  @Order(8)
  void theOldStreamEnds(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    StepReading reading = new StepReading();
    Follower follower = follower(bench, Fleets.spread(fleet), reading);
    follower.move();
    reading.expectMore(bench, SOME);

    follower.move();
    reading.expectMore(bench, SOME);

    if (!bench.comesTrue(() -> fleet.following() == 1)) {
      throw new Mismatch("one open stream after a move", fleet.following() + " open streams")
          .because(OLD_STREAM_LEFT_OPEN);
    }
    follower.close();
    bench.await(
        "no open stream after close()", () -> fleet.following() == 0, "the server still sends");
  }

  @Test
  @Order(9)
  void theReaderMayMoveItself(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    AtomicReference<Follower> follower = new AtomicReference<>();
    AtomicBoolean moved = new AtomicBoolean();
    StepReading reading =
        new StepReading() {
          @Override
          void read(long number) {
            if (number == SOME) {
              follower.get().move();
              moved.set(true);
            }
          }
        };
    follower.set(follower(bench, Fleets.spread(fleet), reading));
    follower.get().move();

    if (!bench.comesTrue(() -> moved.get() || reading.last() > SOME)) {
      throw new Mismatch(
          "move() returns when the reader calls it at item " + SOME,
          reading.last() < SOME ? "item " + reading.last() + " was the last" : "it does not");
    }
    reading.expectItem(bench, 2 * SOME);

    reading.expectNoneRepeated(CURSOR_BEHIND);
    reading.expectNoneLost(ITEM_LOST);
    reading.expectMore(bench, SOME);
  }

  @Test
  @Order(10)
  void oneThreadAtATime(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    AtomicReference<Thread> mover = new AtomicReference<>();
    StepReading reading =
        new StepReading() {
          @Override
          void read(long number) {
            if (number == SOME) {
              bench.comesTrue(() -> mover.get() != null);
              // Until somebody else comes in, or the mover waits for us.
              StepHold.until(entered(), mover.get());
            }
          }
        };
    Follower follower = follower(bench, Fleets.spread(fleet), reading);
    follower.move();
    reading.expectItem(bench, SOME);

    Background<Boolean> moved =
        bench.background(
            "move()",
            () -> {
              mover.set(Thread.currentThread());
              follower.move();
              return true;
            });
    bench.comesTrue(() -> reading.wasEntered() || reading.last() >= 2 * SOME);

    if (reading.wasEntered()) {
      throw new Mismatch("one thread at a time in the reader", "two at once")
          .because(TWO_THREADS_IN_THE_READER);
    }
    moved.expectReturn("move() returns when the reader has read on");
    reading.expectMore(bench, SOME);
    reading.expectNoneRepeated(LATE_ITEM_GIVEN);
    reading.expectNoneLost(ITEM_LOST);
  }

  @Test
  @Order(11)
  void twoMayMoveAtOnce(Bench bench) {
    StepServer server = new StepServer();
    twoAtOnce(bench, server, "move()", Follower::move);

    // A follower may open its streams on other threads.
    bench.comesTrue(() -> server.streams() > 0);
    bench.settle();
    server.send(server.streams(), 1);
    expectOpen(bench, server, "streams that are open after two moves at the same time", 1);
  }

  @Test
  @Order(12)
  void moveAndCloseAtOnce(Bench bench) {
    StepServer server = new StepServer();
    twoAtOnce(bench, server, "close()", Follower::close);

    expectOpen(bench, server, "streams that are open when close() came while move() opened one", 0);
  }

  private static Follower follower(Bench bench, Channel channel, StepReading reading) {
    Follower follower = new Follower(channel, reading);
    bench.closeAfterwards(
        () -> {
          // A follower that cannot be closed must not keep the step from saying what it has seen.
          Thread closes = new Thread(follower::close, "closes");
          closes.setDaemon(true);
          closes.start();
          closes.join(500);
        });
    return follower;
  }
}
