package workbook.balancing;

import java.util.concurrent.CountDownLatch;

/** A second thread, which does something at the same time; and what became of it. */
final class StepOther extends Thread {
  private final Runnable work;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile RuntimeException thrown;

  /** Starts at once. */
  StepOther(Runnable work) {
    super("another thread");
    this.work = work;
    setDaemon(true);
    start();
  }

  @Override
  public void run() {
    try {
      work.run();
    } catch (RuntimeException e) {
      thrown = e;
    } finally {
      done.countDown();
    }
  }

  /** Opens when it has ended. */
  CountDownLatch done() {
    return done;
  }

  boolean ended() {
    return done.getCount() == 0;
  }

  /** What it has thrown, or null. */
  RuntimeException thrown() {
    return thrown;
  }
}
