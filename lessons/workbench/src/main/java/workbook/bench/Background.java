package workbook.bench;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.RunDiagnosis;

/**
 * Code of the learner's that may block, running on a thread of its own.
 *
 * @param <T> what it returns
 */
public final class Background<T> {
  /** How often in a row a thread is seen at a line before it is believed to stay there. */
  private static final int LOOKS = 20;

  private final Bench bench;
  private final String what;
  private final FutureTask<T> task;
  private final Thread thread;

  Background(Bench bench, String what, Callable<T> work) {
    this.bench = bench;
    this.what = what;
    this.task = new FutureTask<>(work);
    this.thread = new Thread(task, "client");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether it has returned or thrown. */
  public boolean done() {
    return task.isDone();
  }

  /** Whether it has thrown an exception. */
  public boolean threw() {
    return task.isDone() && thrown() != null;
  }

  private Throwable thrown() {
    try {
      task.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the step itself was interrupted", e);
    }
  }

  /** Waits for it to return and returns what it returned. */
  public T expectReturn(String expected) {
    awaitEnd(expected);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new Mismatch(expected, what + " threw " + thrown(e.getCause()));
    } catch (InterruptedException e) {
      throw new IllegalStateException("the step itself was interrupted", e);
    }
  }

  /**
   * Waits for it to throw a status and returns that.
   *
   * @param types what it may throw; who catches these does not see a status that is wrapped in
   *     something else
   */
  public Status expectThrows(String expected, Class<?>... types) {
    Throwable thrown = expectThrown(expected);
    if (Arrays.stream(types).noneMatch(type -> type.isInstance(thrown))) {
      throw new Mismatch(
          expected,
          "%s threw %s, which is no %s"
              .formatted(what, Words.thrown(thrown), types[0].getSimpleName()));
    }
    return Status.fromThrowable(thrown);
  }

  /** Waits for it to throw and returns what it threw. */
  public Throwable expectThrown(String expected) {
    awaitEnd(expected);
    try {
      throw new Mismatch(expected, what + " returned " + Words.message(task.get()));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the step itself was interrupted", e);
    }
  }

  private void awaitEnd(String expected) {
    if (!bench.comesTrue(task::isDone)) {
      String place = Words.place(thread.getStackTrace());
      if (!place.isEmpty() && neverLeaves(place)) {
        throw new Mismatch(expected, what + " runs without end at " + place)
            .because(RunDiagnosis.ENDLESS_LOOP);
      }
      throw new Mismatch(
          expected,
          what
              + " still waits"
              + (place.isEmpty() ? "" : " at " + place)
              + ", and nothing more can happen");
    }
  }

  private boolean neverLeaves(String place) {
    for (int look = 0; look < LOOKS; look++) {
      try {
        thread.join(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException("the step itself was interrupted", e);
      }
      boolean there = Words.place(thread.getStackTrace()).equals(place);
      if (!there || thread.getState() != Thread.State.RUNNABLE) {
        return false;
      }
    }
    return true;
  }

  private static String thrown(Throwable thrown) {
    if (thrown instanceof StatusException || thrown instanceof StatusRuntimeException) {
      return Words.status(Status.fromThrowable(thrown));
    }
    return Words.thrown(thrown);
  }

  /** {@code File.java:line} where the learner's code in it sleeps, or empty if it does not. */
  public String asleepAt() {
    StackTraceElement[] stack = thread.getStackTrace();
    return Handlers.sleeps(stack) ? Words.place(stack) : "";
  }

  /** {@code File.java:line} where the learner's code in it is, or empty. */
  public String place() {
    return Words.place(thread.getStackTrace());
  }

  /** Interrupts its thread. */
  public void interrupt() {
    thread.interrupt();
  }
}
