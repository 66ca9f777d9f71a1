package workbook.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunQueueTest {
  private final RunQueue runQueue = new RunQueue();
  private final Set<String> self = Set.of(RunQueue.currentThread());

  @BeforeEach
  void onlyLinuxTells() {
    assumeFalse(RunQueue.currentThread().isEmpty(), "this system does not tell which threads ran");
  }

  @Test
  void nothingIsKnownAtTheFirstTimeNorAfterForgetting() {
    assertThat(runQueue.nobodyRan(self)).isFalse();
    runQueue.forget();
    assertThat(runQueue.nobodyRan(self)).isFalse();
  }

  @Test
  void aThreadThatRunsIsSeenEachTime() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong rounds = new AtomicLong();
    Thread busy =
        new Thread(
            () -> {
              while (!over.get()) {
                rounds.incrementAndGet();
              }
            });
    busy.start();

    for (int look = 0; look < 100; look++) {
      long before = rounds.get();
      // It has a core now and then only, or waits for a lock of the JVM's.
      while (rounds.get() == before) {
        Thread.onSpinWait();
      }
      assertThat(runQueue.nobodyRan(self)).isFalse();
    }

    over.set(true);
    busy.join();
  }

  @Test
  void aThreadThatRanBetweenTwoLooksIsSeen() throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    Thread waiting = new Thread(() -> awaitQuietly(waits));
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    runQueue.nobodyRan(self);
    waits.countDown();
    waiting.join();

    assertThat(runQueue.nobodyRan(self)).isFalse();
  }

  @Test
  @Timeout(60)
  void threadsThatWaitAreKnownToWait() {
    // Other threads of the JVM of the tests run now and then.
    while (!runQueue.nobodyRan(self)) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
