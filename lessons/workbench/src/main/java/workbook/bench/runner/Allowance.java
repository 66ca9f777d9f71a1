package workbook.bench.runner;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How long a test method may run. That is its limit; but on a machine that is busy with something
 * else, code that has hardly had a core yet is given more, up to a few times the limit. Code that
 * only waits is not: waiting needs no core.
 */
final class Allowance {
  private static final int AT_MOST = 4;
  private static final double ENOUGH = 0.5;
  private static final double IDLE = 0.05;
  private static final long LOOK_BACK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * What is known at one moment.
   *
   * @param time in nanoseconds
   * @param processorTime what this process has used of the cores until now, in nanoseconds
   * @param runnable whether the thread of the test method runs or waits for a core
   */
  record Sample(long time, long processorTime, boolean runnable) {}

  private final long limitNanos;
  private final Function<Thread, Sample> look;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample begin;
  private Thread runner;

  /** The limit, in milliseconds. */
  Allowance(long limitMillis) {
    this(limitMillis, Allowance::sample);
  }

  /** The same with other clocks, for tests. */
  Allowance(long limitMillis, Function<Thread, Sample> look) {
    this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    this.look = look;
  }

  /** The most that this can become of a limit, in milliseconds. */
  static long atMostMillis(long limitMillis) {
    return limitMillis * AT_MOST;
  }

  /** A test method begins, on the current thread. */
  synchronized void begin() {
    runner = Thread.currentThread();
    // Most are over before anybody asks, and a look takes as long as a call.
    begin = null;
    samples.clear();
  }

  /** The test method is over. */
  synchronized void end() {
    runner = null;
  }

  /** Whether a test method runs that has run too long; to be asked often. */
  synchronized boolean isUsedUp() {
    if (runner == null) {
      return false;
    }
    Sample now = look.apply(runner);
    begin = begin == null ? now : begin;
    samples.addLast(now);
    while (now.time() - samples.getFirst().time() > LOOK_BACK_NANOS) {
      samples.removeFirst();
    }
    return isUsedUp(now, samples.getFirst());
  }

  private boolean isUsedUp(Sample now, Sample before) {
    long time = now.time() - begin.time();
    if (time < limitNanos || time > AT_MOST * limitNanos) {
      return time > limitNanos;
    }
    boolean hasHadACore = now.processorTime() - begin.processorTime() > ENOUGH * limitNanos;
    boolean idle =
        now.processorTime() - before.processorTime() < IDLE * (now.time() - before.time());
    // A thread that waits for a core is runnable, and as idle as one that waits for a lock.
    boolean waitsForACore = samples.stream().filter(Sample::runnable).count() * 2 > samples.size();
    return hasHadACore || (idle && !waitsForACore);
  }

  private static Sample sample(Thread runner) {
    return new Sample(
        System.nanoTime(), SYSTEM.getProcessCpuTime(), runner.getState() == Thread.State.RUNNABLE);
  }
}
