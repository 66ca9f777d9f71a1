package workbook.bench;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import workbook.bench.conversation.Conversation;
import workbook.bench.world.Load;
import workbook.bench.world.ManualTime;
import workbook.bench.world.RunQueue;
import workbook.bench.world.Threads;

/**
 * How a step waits: until a condition holds, or until nothing can make it true any more. Made by
 * the step's thread, and safe for use by any.
 */
final class Waiting {
  private static final long SETTLE_MILLIS = 1_000;
  private static final int LOOK_MILLIS = 5;

  /**
   * How often in a row nothing must be going on before a step believes that nothing will, where the
   * {@link RunQueue} does not tell: a task that is being handed over to an idle thread cannot be
   * seen. Counted in looks, not in time, and more of them on a busy machine: a thread that was
   * woken and waits for a core cannot be told from one that still waits for somebody.
   */
  private static final int STILL_LOOKS = 30;

  /** The same where a right answer waits for it each time, and is not rejected by it. */
  private static final int SETTLED_LOOKS = 6;

  private final Conversation conversation;
  private final ManualTime time;
  private final Threads threads;
  private final Thread stepThread = Thread.currentThread();
  private final String stepThreadsName = RunQueue.currentThread();
  private final AtomicInteger stepWaits = new AtomicInteger();

  /** How many others of the step's wait, perhaps on virtual threads, which nobody sees. */
  private final AtomicInteger othersWait = new AtomicInteger();

  private volatile boolean network;
  private volatile boolean limitReached;

  Waiting(Conversation conversation, ManualTime time, Threads threads) {
    this.conversation = conversation;
    this.time = time;
    this.threads = threads;
  }

  /** From now on something may be under way in a socket, where nobody can see it. */
  void overTheNetwork() {
    network = true;
  }

  /** Whether a wait has ended at its limit, other than one of {@link #settle}. */
  boolean limitReached() {
    return limitReached;
  }

  /** See {@link Bench#comesTrue(BooleanSupplier)}. */
  boolean comesTrue(BooleanSupplier condition) {
    // The step may wait for what another thread holds with a wait like this one. So the other
    // thread must give up first.
    boolean own = Thread.currentThread() == stepThread;
    return comesTrue(condition, own ? Patience.millis() : Patience.millis() / 2, STILL_LOOKS);
  }

  /**
   * See {@link Bench#settle()}; ends as soon as the condition holds, and returns whether it does.
   */
  boolean settle(BooleanSupplier condition) {
    boolean before = limitReached;
    boolean happened = comesTrue(condition, SETTLE_MILLIS, SETTLED_LOOKS);
    limitReached = before;
    return happened;
  }

  private boolean comesTrue(BooleanSupplier condition, long limitMillis, int looks) {
    boolean own = Thread.currentThread() == stepThread;
    AtomicInteger waits = own ? stepWaits : othersWait;
    waits.incrementAndGet();
    try {
      return comesTrue(condition, limitMillis, looks, own);
    } finally {
      waits.decrementAndGet();
    }
  }

  private boolean comesTrue(BooleanSupplier condition, long limitMillis, int looks, boolean own) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    int still = 0;
    RunQueue runQueue = new RunQueue();
    Set<String> lookers = Set.copyOf(List.of(stepThreadsName, RunQueue.currentThread()));
    while (true) {
      int known = conversation.size();
      if (condition.getAsBoolean()) {
        return true;
      }
      if (time.runDue()) {
        continue;
      }
      if (own
          && !network
          && othersWait.get() == 0
          && threads.none()
          && known == conversation.size()) {
        return condition.getAsBoolean();
      }
      boolean nothingGoesOn =
          !network
              && threads.still()
              && (own ? othersWait.get() == 0 : stepWaits.get() > 0)
              && known == conversation.size();
      if (!nothingGoesOn) {
        still = 0;
        runQueue.forget();
      } else if (runQueue.nobodyRan(lookers)
          || (++still > looks && still > looks * Load.timesLonger())) {
        return condition.getAsBoolean();
      }
      if (System.nanoTime() - end > 0) {
        limitReached = true;
        return condition.getAsBoolean();
      }
      try {
        conversation.awaitMore(known, LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      }
    }
  }
}
