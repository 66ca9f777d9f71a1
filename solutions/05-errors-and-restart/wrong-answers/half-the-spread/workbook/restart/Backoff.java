package workbook.restart;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: longer after each failure, and never quite the same for
 * two clients. Used by one thread at a time.
 */
public final class Backoff {
  private final Duration first;
  private final Duration cap;
  private final DoubleSupplier random;

  // tag::step-3[]
  private int failures;

  // end::step-3[]
  /**
   * A backoff that has seen no failure yet.
   *
   * @param first the delay after one failure
   * @param cap the longest delay
   * @param random gives numbers from 0 to less than 1, such as {@code new Random()::nextDouble}
   */
  public Backoff(Duration first, Duration cap, DoubleSupplier random) {
    this.first = first;
    this.cap = cap;
    this.random = random;
  }

  /** Counts one more failure and says how long to wait after it. */
  public Duration next() {
    Duration delay = first;
    // tag::step-3[]
    // Nanoseconds as a double: 2 to the power of 100 is no overflow, only more than the cap.
    double grown = Math.min(first.toNanos() * Math.pow(2, failures), cap.toNanos());
    failures++;
    delay = Duration.ofNanos((long) (grown * (0.8 + 0.2 * random.getAsDouble())));
    // end::step-3[]
    return delay;
  }

  /** Forgets all failures: something has worked. */
  public void reset() {
    // tag::step-3[]
    failures = 0;
    // end::step-3[]
  }
}
