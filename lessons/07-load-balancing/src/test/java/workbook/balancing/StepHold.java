package workbook.balancing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a thread at a place where a mistake would show, until it has shown or cannot show. */
final class StepHold {
  private static final int LOOKS = 20;
  private static final int MOST_LOOKS = 1_000;
  private static final int LOOK_MILLIS = 1;

  private StepHold() {}

  /**
   * Until it is shown, or the other thread waits for something; at most some seconds. Nobody tells
   * that a thread waits for a lock, so that is looked for.
   */
  static void until(CountDownLatch shown, Thread other) {
    int waits = 0;
    try {
      for (int i = 0; i < MOST_LOOKS && waits < LOOKS; i++) {
        if (shown.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        waits =
            switch (other.getState()) {
              case BLOCKED, WAITING -> waits + 1;
              default -> 0;
            };
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
