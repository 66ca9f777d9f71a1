package workbook.bench.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The threads that a step's code has started: tells when none of them can do anything more, so that
 * a step need not wait for its limit, and which of them were left behind.
 */
public final class Threads {
  private static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How often a pool's thread is looked at that is still busy with what an earlier step left. */
  private static final int LOOKS = 20;

  private final Set<Thread> before = new HashSet<>(alive());
  private final Set<Thread> ofServices = ConcurrentHashMap.newKeySet();

  /** Looks at the threads from now on. */
  public Threads() {
    // A pool in a static field of the learner's outlives a step, and works for the next one too,
    // but not for other code that this JVM runs later. It may be about to end its last task.
    ClassLoader code = Thread.currentThread().getContextClassLoader();
    before.removeIf(
        thread ->
            thread instanceof ForkJoinWorkerThread // The JDK gives it a loader that tells nothing.
                ? becomesIdle(thread)
                : thread.getContextClassLoader() == code
                    && thread.isDaemon()
                    && !isShared(thread)
                    && becomesIdle(thread));
    ofServices.addAll(started());
  }

  /**
   * What runs now was started by services that have served no call yet. A service has no end, so a
   * daemon of its own may wait for the next call for ever.
   */
  public void noteServices() {
    ofServices.addAll(started());
  }

  private static boolean becomesIdle(Thread thread) {
    for (int look = 0; look < LOOKS; look++) {
      if (thread instanceof ForkJoinWorkerThread worker) {
        if (hasNoWork(worker.getPool())) {
          return true;
        }
      } else {
        StackTraceElement[] stack = thread.getStackTrace();
        if (idleInPool(stack) || !worksInPool(stack)) {
          return isIdle(thread, stack);
        }
      }
      try {
        thread.join(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Not a scheduler that waits for a time: that one works for other code. */
  private static boolean isIdle(Thread thread, StackTraceElement[] stack) {
    return thread.getState() == Thread.State.WAITING || (idleInPool(stack) && !hasTimedTask(stack));
  }

  /**
   * Whether nothing can happen any more unless the caller does something: every thread that was
   * started since this object was made is idle in its pool or waits, without a limit, for somebody
   * else. True may be wrong for a moment while a task is being handed over, so ask more than once.
   */
  public boolean still() {
    for (Thread thread : started()) {
      if (!waitsForOthers(thread)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no thread was started that is still alive, and the JDK's shared pools have no work. */
  public boolean none() {
    // Twice, since what was at work at the first look may have handed it to a new thread and ended.
    return noneAtWork() && noneAtWork();
  }

  private boolean noneAtWork() {
    // One that has ended since it was found may have handed its work to one that was not there yet.
    return found().stream().allMatch(Threads::hasNoWork);
  }

  /**
   * The threads that keep the process alive or go on working, other than the shared daemon pools of
   * gRPC and of the JDK.
   */
  public List<Thread> leftBehind() {
    return started().stream()
        .filter(thread -> !isShared(thread) && !closesTransports(thread))
        .filter(thread -> !thread.isDaemon() || !waitsForTheNext(thread))
        .toList();
  }

  private boolean waitsForTheNext(Thread thread) {
    return idleInPool(thread.getStackTrace())
        || (ofServices.contains(thread) && thread.getState() == Thread.State.WAITING);
  }

  /** The threads started since, other than the current one. */
  public List<Thread> started() {
    return found().stream().filter(Thread::isAlive).toList();
  }

  private List<Thread> found() {
    List<Thread> found = new ArrayList<>();
    for (Thread thread : alive()) {
      if ((!before.contains(thread) || isJdksPool(thread))
          && !isCurrent(thread)
          && !isTheJvms(thread)) {
        found.add(thread);
      }
    }
    return found;
  }

  /** A thread of the JDK that keeps the times at which virtual threads are to be woken. */
  private static boolean wakesVirtualThreads(Thread thread) {
    String name = thread.getName();
    return name.startsWith("VirtualThread-")
        || (name.endsWith("-delayScheduler") && !isCommonPool(thread));
  }

  /** Whether this is the current thread, or carries it. */
  private static boolean isCurrent(Thread thread) {
    Thread current = Thread.currentThread();
    return thread == current
        || (carriesVirtualThreads(thread) && current.toString().endsWith('@' + thread.getName()));
  }

  /** The JDK's shared pools outlive a step, and may work for this one although they are older. */
  private static boolean isJdksPool(Thread thread) {
    return isCommonPool(thread) || carriesVirtualThreads(thread) || wakesVirtualThreads(thread);
  }

  private static boolean isCommonPool(Thread thread) {
    return thread.getName().startsWith("ForkJoinPool.commonPool")
        || thread.getName().startsWith("CompletableFutureDelayScheduler");
  }

  /**
   * Virtual threads themselves are in no list. As long as there is a thread that carries them, one
   * of them may have been woken and wait for it.
   */
  private static boolean carriesVirtualThreads(Thread thread) {
    return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
  }

  private static boolean hasNoWork(Thread thread) {
    if (thread.getName().contains("elayScheduler")) {
      // Of another pool's, such as that of the virtual threads, nobody can tell.
      return isCommonPool(thread) && hasNoDelays(thread) && hasNoWork(ForkJoinPool.commonPool());
    }
    return thread instanceof ForkJoinWorkerThread worker
        && !carriesVirtualThreads(thread)
        && hasNoWork(worker.getPool());
  }

  private static boolean hasNoWork(ForkJoinPool pool) {
    return pool == null || (pool.isQuiescent() && !pool.hasQueuedSubmissions());
  }

  /**
   * A thread that has just been woken for a new delay still looks as if it waited for one. So it is
   * given one to wake up for; if it waits without a limit after that, it has no other.
   */
  private static boolean hasNoDelays(Thread thread) {
    CountDownLatch awake = new CountDownLatch(1);
    CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(awake::countDown);
    long end = System.nanoTime() + AWAKE_NANOS;
    try {
      if (!awake.await(AWAKE_NANOS, TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    while (thread.getState() == Thread.State.RUNNABLE && System.nanoTime() - end < 0) {
      Thread.yield();
    }
    return thread.getState() == Thread.State.WAITING;
  }

  /**
   * A thread that the JVM starts for itself, such as the one that answers jstack, or that waits in
   * native code for virtual threads.
   */
  private static boolean isTheJvms(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return (group != null && group.getParent() == null)
        || thread.getName().equals("VirtualThread-unblocker");
  }

  private static boolean waitsForOthers(Thread thread) {
    Thread.State state = thread.getState();
    if (state == Thread.State.TERMINATED) {
      return true;
    }
    if (closesTransports(thread)) {
      return true;
    }
    if (wakesVirtualThreads(thread)) {
      // It may run still because it has just woken who asks.
      return state != Thread.State.TIMED_WAITING;
    }
    StackTraceElement[] stack = thread.getStackTrace();
    if (listens(stack)) {
      return true;
    }
    return switch (state) {
      case WAITING, BLOCKED -> true;
      case TIMED_WAITING -> idleInPool(stack) && !hasTimedTask(stack);
      default -> false;
    };
  }

  /** Threads that outlive a server on Netty for a second or two, and run nothing of a step's. */
  private static boolean closesTransports(Thread thread) {
    return thread.getName().startsWith("grpc-shared-destroyer")
        || thread.getName().startsWith("globalEventExecutor");
  }

  /** Netty's threads, which wait for a socket. */
  private static boolean listens(StackTraceElement[] stack) {
    return stack.length > 0
        && (stack[0].getMethodName().startsWith("epollWait")
            || (stack[0].getClassName().startsWith("sun.nio.ch.")
                && stack[0].getMethodName().matches("wait|poll|select0|poll0")));
  }

  private static boolean idleInPool(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      boolean idle =
          frame.getMethodName().equals("getTask")
              || frame.getMethodName().equals("awaitWork")
              || (frame.getMethodName().equals("run") && frame.getClassName().endsWith("Cleaner"));
      if (idle) {
        return true;
      }
    }
    return false;
  }

  private static boolean worksInPool(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("runWorker"));
  }

  private static boolean hasTimedTask(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().endsWith("DelayedWorkQueue")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShared(Thread thread) {
    String name = thread.getName();
    return thread.isDaemon()
        && (name.startsWith("grpc-")
            || name.startsWith("ForkJoinPool.commonPool")
            || carriesVirtualThreads(thread)
            || wakesVirtualThreads(thread)
            || name.startsWith("CompletableFutureDelayScheduler")
            || name.equals("Common-Cleaner")
            || name.equals("process reaper"));
  }

  private static List<Thread> alive() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] found = new Thread[root.activeCount() + 50];
    int count = root.enumerate(found, true);
    return List.of(Arrays.copyOf(found, count));
  }
}
