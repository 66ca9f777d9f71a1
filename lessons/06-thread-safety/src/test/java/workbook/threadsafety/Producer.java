package workbook.threadsafety;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.conversation.Words;
import workbook.bench.world.Load;
import workbook.bench.world.RunQueue;

/** A thread of the step's that writes to a stream, and what became of it. */
final class Producer extends Thread {
  /**
   * How often in a row it must be seen waiting where the {@link RunQueue} does not tell, on a
   * machine that does nothing else.
   */
  private static final int LOOKS = 12;

  /** The same for a lock that spins, which never waits. */
  private static final int LOOKS_AT_A_SPIN = 40;

  private static final int MOST_LOOKS = 1_000;

  private final Runnable writes;
  private volatile RuntimeException thrown;
  private volatile boolean done;

  /** Starts at once. */
  Producer(String name, Runnable writes) {
    super(name);
    this.writes = writes;
    setDaemon(true);
    start();
  }

  @Override
  public void run() {
    try {
      writes.run();
    } catch (RuntimeException e) {
      thrown = e;
    } finally {
      done = true;
    }
  }

  /** Whether it has returned or thrown. */
  boolean done() {
    return done;
  }

  /** What it has thrown, or null. */
  RuntimeException thrown() {
    return thrown;
  }

  /** Waits until it has ended, and fails if it has thrown something. */
  void expectReturn(Bench bench, String expected) {
    bench.comesTrue(this::done);
    expectNothingThrown(expected);
  }

  /** Fails if it has thrown something. */
  void expectNothingThrown(String expected) {
    if (thrown != null) {
      throw new Mismatch(expected, getName() + " is thrown " + Words.thrown(thrown));
    }
  }

  /** Whether it sleeps, in code of the learner's. */
  boolean sleeps() {
    StackTraceElement[] stack = getStackTrace();
    return !Words.place(stack).isEmpty()
        && Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().startsWith("sleep"));
  }

  /** Waits until it has ended, or waits itself for whoever holds the stream. */
  void endsOrWaits() {
    RunQueue runQueue = new RunQueue();
    Set<String> self = Set.of(RunQueue.currentThread());
    int waits = 0;
    int spins = 0;
    String place = "";
    for (int looks = 0; looks < MOST_LOOKS && !done(); looks++) {
      waits =
          switch (getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> waits + 1;
            default -> 0;
          };
      if (waits == 0) {
        runQueue.forget();
        String before = place;
        place = Words.place(getStackTrace());
        spins = !place.isEmpty() && place.equals(before) ? spins + 1 : 0;
        if (spins >= LOOKS_AT_A_SPIN * Load.timesLonger()) {
          return;
        }
      } else if (runQueue.nobodyRan(self) || waits >= LOOKS * Load.timesLonger()) {
        return;
      }
      try {
        join(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
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
}
