package workbook.balancing;

import java.util.function.BooleanSupplier;

/** Holds a thread at a place where a mistake would show, until it has shown or cannot show. */
final class Held {
  private static final int LOOKS = 20;
  private static final int MOST_LOOKS = 1_000;

  private Held() {}

  /** Until the condition holds, or the other thread waits for something; at most some seconds. */
  static void until(BooleanSupplier condition, Thread other) {
    int waits = 0;
    for (int i = 0; i < MOST_LOOKS && waits < LOOKS && !condition.getAsBoolean(); i++) {
      waits =
          switch (other.getState()) {
            case BLOCKED, WAITING -> waits + 1;
            default -> 0;
          };
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
