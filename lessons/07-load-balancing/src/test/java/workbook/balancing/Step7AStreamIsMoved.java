package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.CURSOR_BEHIND;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ITEM_LOST;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.LATE_ITEM_GIVEN;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.OLD_STREAM_LEFT_OPEN;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.TWO_THREADS_IN_THE_READER;
import static workbook.bench.diagnosis.RestartDiagnosis.DEADLINE_ON_A_LONG_STREAM;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(7)
class Step7AStreamIsMoved {
  @BeforeAll
  static void loadTheNetwork() {
    Fleets.loadTheNetwork();
  }

  private static final int SOME = 100;
  private static final Duration HOURS = Duration.ofHours(2);

  @Test
  @Order(1)
  void whatWasStillOnItsWayIsNotGivenTwice(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    Reading reading = new Reading();
    OnItsWay onItsWay = new OnItsWay(SOME);
    Follower follower =
        follower(bench, ClientInterceptors.intercept(Fleets.spread(fleet), onItsWay), reading);
    follower.move();
    bench.await("item " + SOME + " comes", onItsWay::holds, "it does not");

    follower.move();
    bench.comesTrue(() -> reading.last() >= 2 * SOME);
    onItsWay.release();
    bench.await("the late item is over", onItsWay::passed, "it is not");
    bench.comesTrue(() -> reading.last() >= 3 * SOME);

    reading.expectNoneRepeated(LATE_ITEM_GIVEN);
    reading.expectNoneLost(ITEM_LOST);
    reading.expectMore(bench, SOME);
  }

  @Test
  @Order(2)
  void norIsItGivenAfterTheEnd(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    Reading reading = new Reading();
    OnItsWay onItsWay = new OnItsWay(SOME);
    Follower follower =
        follower(bench, ClientInterceptors.intercept(Fleets.spread(fleet), onItsWay), reading);
    follower.move();
    bench.await("item " + SOME + " comes", onItsWay::holds, "it does not");

    follower.close();
    onItsWay.release();
    bench.await("the late item is over", onItsWay::passed, "it is not");

    bench
        .expect(
            "the last item that the reader was given, if item 100 is on its way at close()",
            reading.last())
        .diagnose(last -> last >= SOME, LATE_ITEM_GIVEN)
        .is(SOME - 1L);
  }

  @Test
  @Order(3)
  void goesOnWhereItWas(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    Reading reading = new Reading();
    Attempts calls = new Attempts();
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
  @Order(4)
  void theOldStreamEnds(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    Reading reading = new Reading();
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
  @Order(5)
  void theReaderMayMoveItself(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    AtomicReference<Follower> follower = new AtomicReference<>();
    Reading reading =
        new Reading() {
          @Override
          void read(long number) {
            if (number == SOME) {
              follower.get().move();
            }
          }
        };
    follower.set(follower(bench, Fleets.spread(fleet), reading));
    follower.get().move();

    bench.comesTrue(() -> reading.last() >= 2 * SOME);

    reading.expectNoneRepeated(CURSOR_BEHIND);
    reading.expectNoneLost(ITEM_LOST);
    reading.expectMore(bench, SOME);
  }

  @Test
  @Order(6)
  void oneThreadAtATime(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    AtomicReference<Thread> mover = new AtomicReference<>();
    Reading reading =
        new Reading() {
          @Override
          void read(long number) {
            if (number == SOME) {
              bench.comesTrue(() -> mover.get() != null);
              // Until somebody else comes in, or the mover waits for us.
              Held.until(entered(), mover.get());
            }
          }
        };
    Follower follower = follower(bench, Fleets.spread(fleet), reading);
    follower.move();
    bench.await("item " + SOME + " comes", () -> reading.last() >= SOME, "it does not");

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

  private static Follower follower(Bench bench, Channel channel, Reading reading) {
    return bench.closeAfterwards(new Follower(channel, reading));
  }
}
