package workbook.bench;

/**
 * How long a step of this JVM waits for something that may still happen. Once a step has waited in
 * vain, the steps after it wait a fraction of that: their marks are all that the report shows of
 * them, and a learner should not sit through the same wait seven times.
 */
public final class Patience {
  private static final long FULL_MILLIS = Long.getLong("workbook.limit", 4_000);
  private static final long THIN_MILLIS = Math.min(500, FULL_MILLIS);

  private static volatile long millis = FULL_MILLIS;

  private Patience() {}

  /** The limit of one wait, in milliseconds. */
  static long millis() {
    return millis;
  }

  /** A step has waited in vain. */
  public static void wearThin() {
    millis = THIN_MILLIS;
  }

  /** Other code is about to be run. */
  public static void renew() {
    millis = FULL_MILLIS;
  }
}
