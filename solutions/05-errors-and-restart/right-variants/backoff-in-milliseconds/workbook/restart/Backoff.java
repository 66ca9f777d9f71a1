package workbook.restart;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Doubles a number of milliseconds until it is at its cap, and draws its own chance. */
public final class Backoff {
  private final long firstMillis;
  private final long capMillis;
  private long nextMillis;

  public Backoff(Duration first, Duration cap, DoubleSupplier random) {
    this.firstMillis = first.toMillis();
    this.capMillis = cap.toMillis();
    this.nextMillis = firstMillis;
  }

  public Duration next() {
    long plain = nextMillis;
    nextMillis = Math.min(capMillis, 2 * plain);
    long spread = plain / 5;
    return Duration.ofMillis(plain + ThreadLocalRandom.current().nextLong(-spread, spread + 1));
  }

  public void reset() {
    nextMillis = firstMillis;
  }
}
