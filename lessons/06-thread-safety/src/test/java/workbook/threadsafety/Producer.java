package workbook.threadsafety;

import java.util.function.BooleanSupplier;
import workbook.bench.Bench;

/** A thread of the step's that writes to a stream, and what became of it. */
final class Producer extends Thread {
  private static final int LOOKS = 30;

  private volatile RuntimeException thrown;

  /** Starts at once. */
  Producer(String name, Runnable writes) {
    super(writes, name);
    setDaemon(true);
    setUncaughtExceptionHandler((thread, e) -> thrown = e instanceof RuntimeException r ? r : null);
    start();
  }

  boolean done() {
    return getState() == State.TERMINATED;
  }

  /** What it has thrown, or null. */
  RuntimeException thrown() {
    return thrown;
  }

  /** Waits until it has ended, or waits itself for whoever holds the stream. */
  void endsOrWaits() {
    int waits = 0;
    while (!done() && waits < LOOKS) {
      State state = getState();
      waits = state == State.BLOCKED || state == State.WAITING ? waits + 1 : 0;
      pause();
    }
  }

  /**
   * Lets this one into a door in which another is held: until it has ended or waits for the other.
   * If it leaves its work to a further thread, that one may come in too.
   */
  void letIn(Bench bench, BooleanSupplier cameIn) {
    endsOrWaits();
    if (done() && !cameIn.getAsBoolean()) {
      bench.comesTrue(cameIn);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
