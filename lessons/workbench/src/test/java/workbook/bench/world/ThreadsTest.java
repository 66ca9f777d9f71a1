package workbook.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreadsTest {

  @Test
  void threadsFromBeforeDoNotCount() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread before = start("before", over);

    assertThat(new Threads().leftBehind()).doesNotContain(before);

    over.countDown();
    before.join();
  }

  @Test
  void aThreadThatKeepsTheProcessAliveIsLeftBehindUntilItEnds() throws InterruptedException {
    Threads threads = new Threads();
    CountDownLatch over = new CountDownLatch(1);
    Thread left = start("left", over);

    assertThat(threads.leftBehind()).contains(left);

    over.countDown();
    left.join();
    assertThat(threads.leftBehind()).doesNotContain(left);
  }

  @Test
  void aThreadWithWhichNettyClosesAServerIsNotLeftBehind() throws InterruptedException {
    Threads threads = new Threads();
    CountDownLatch over = new CountDownLatch(1);
    Thread closing = start("globalEventExecutor-1-1", over);

    assertThat(threads.leftBehind()).doesNotContain(closing);

    over.countDown();
    closing.join();
  }

  @Test
  void aThreadThatWaitsForSomebodyIsStill() throws InterruptedException {
    Threads threads = new Threads();
    CountDownLatch over = new CountDownLatch(1);
    Thread waiting = start("waiting", over);
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(threads.still()).isTrue();

    over.countDown();
    waiting.join();
  }

  @Test
  void aThreadThatWillGoOnByItselfIsNotStill() throws InterruptedException {
    Threads threads = new Threads();
    Thread timed = new Thread(() -> LockSupport.parkNanos(Long.MAX_VALUE), "timed");
    timed.start();
    while (timed.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertThat(threads.still()).isFalse();

    LockSupport.unpark(timed);
    timed.join();
  }

  @Test
  void anIdleDaemonOfAPoolIsNotLeftBehind() throws Exception {
    Threads threads = new Threads();
    ExecutorService pool = pool("pool", Thread.currentThread().getContextClassLoader());
    pool.submit(() -> {}).get();
    while (!threads.still()) {
      Thread.onSpinWait();
    }

    assertThat(threads.leftBehind()).isEmpty();

    pool.shutdown();
  }

  @Test
  void anIdlePoolFromBeforeMayStillWorkForSomebody() throws Exception {
    ExecutorService pool = pool("pool from before", Thread.currentThread().getContextClassLoader());
    Thread worker = pool.submit(Thread::currentThread).get();
    while (worker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(new Threads().started()).contains(worker);

    pool.shutdown();
  }

  @Test
  void anIdleSchedulerFromBeforeMayStillWorkForSomebody() throws Exception {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> daemon(task, "scheduler", Thread.currentThread().getContextClassLoader()));
    Thread worker = scheduler.submit(Thread::currentThread).get();
    while (worker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(new Threads().started()).contains(worker);

    scheduler.shutdown();
  }

  @Test
  void aSchedulerFromBeforeThatWaitsForATimeDoesNotCount() throws Exception {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> daemon(task, "timed", Thread.currentThread().getContextClassLoader()));
    Thread worker = scheduler.submit(Thread::currentThread).get();
    scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
    while (worker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertThat(new Threads().started()).doesNotContain(worker);

    scheduler.shutdownNow();
  }

  /** The JDK gives its threads a class loader that tells nothing of whose they are. */
  @Test
  void aForkJoinPoolFromBeforeMayStillWorkForSomebody() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Thread worker = pool.submit(Thread::currentThread).get();
    Threads threads = new Threads();
    assertThat(threads.started()).contains(worker);
    assertThat(threads.none()).as("the pool has no work").isTrue();
    CountDownLatch over = new CountDownLatch(1);
    ForkJoinTask<?> task = pool.submit(() -> over.await(1, TimeUnit.HOURS));

    assertThat(threads.none()).as("the pool has no work").isFalse();

    over.countDown();
    task.get();
    pool.shutdown();
  }

  @Test
  void aDaemonOfAServiceMayWaitForEverAndOneOfACallMayNot() throws Exception {
    Threads threads = new Threads();
    CountDownLatch over = new CountDownLatch(1);
    Thread ofTheService = waiting("of the service", over);
    threads.noteServices();
    Thread ofACall = waiting("of a call", over);

    assertThat(threads.leftBehind()).contains(ofACall).doesNotContain(ofTheService);

    over.countDown();
    ofTheService.join();
    ofACall.join();
  }

  @Test
  void aPoolThatIsAboutToEndItsLastTaskMayStillWorkForSomebody() throws Exception {
    ExecutorService pool =
        pool("pool that ends its last task", Thread.currentThread().getContextClassLoader());
    Thread worker = pool.submit(Thread::currentThread).get();
    Thread self = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    pool.execute(
        () -> {
          begun.countDown();
          // Until somebody waits for it to become idle.
          while (self.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
        });
    begun.await();

    assertThat(new Threads().started()).contains(worker);

    pool.shutdown();
  }

  @Test
  void anIdlePoolOfOtherCodeDoesNotCount() throws Exception {
    ExecutorService pool = pool("pool of other code", ClassLoader.getPlatformClassLoader());
    Thread worker = pool.submit(Thread::currentThread).get();
    while (worker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(new Threads().started()).doesNotContain(worker);

    pool.shutdown();
  }

  @Test
  void aDelayThatWasJustAskedForIsNotOverlooked() {
    CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS))
        .join();
    Threads threads = new Threads();
    for (int i = 0; i < 200; i++) {
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(() -> over.set(true));
      while (!threads.none()) {
        Thread.onSpinWait();
      }
      assertThat(over).as("delay " + i + " is over when no thread has work").isTrue();
    }
  }

  /**
   * Only where there are virtual threads, since Java 21. Comes last, since what carries them stays
   * for half a minute, and as long as it is there nobody can tell that there is no thread at work.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void aVirtualThreadThatWaitsIsNotOverlooked() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Thread.class
        .getMethod("startVirtualThread", Runnable.class)
        .invoke(
            null,
            (Runnable)
                () -> {
                  begun.countDown();
                  try {
                    over.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    begun.await();

    Threads threads = new Threads();
    assertThat(threads.none()).isFalse();
    assertThat(threads.leftBehind()).isEmpty();

    over.countDown();
  }

  @Test
  void theCommonPoolCountsWhileItHasWork() throws Exception {
    Threads threads = new Threads();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ForkJoinTask<?> task =
        ForkJoinPool.commonPool()
            .submit(
                () -> {
                  begun.countDown();
                  return over.await(1, TimeUnit.HOURS);
                });
    begun.await();

    assertThat(threads.none()).isFalse();

    over.countDown();
    task.get();
    ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.HOURS);
    assertThat(threads.none()).isTrue();
  }

  /** A daemon that waits. */
  private static Thread waiting(String name, CountDownLatch over) {
    Thread thread =
        daemon(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name,
            null);
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static Thread start(String name, CountDownLatch over) {
    Thread thread =
        new Thread(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.start();
    return thread;
  }

  /** A pool of one daemon thread that runs the code of this loader. */
  private static ExecutorService pool(String name, ClassLoader code) {
    return Executors.newSingleThreadExecutor(task -> daemon(task, name, code));
  }

  private static Thread daemon(Runnable task, String name, ClassLoader code) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(code);
    return thread;
  }
}
