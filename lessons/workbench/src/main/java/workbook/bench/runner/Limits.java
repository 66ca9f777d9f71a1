package workbook.bench.runner;

import java.time.Duration;
import java.util.List;

/**
 * What a learner's code may use before it is given up.
 *
 * @param step how long one test method may take; longer, and the worker is ended
 * @param patience how long a step waits for something that may still happen
 * @param heapMegabytes the worker's heap
 */
public record Limits(Duration step, Duration patience, int heapMegabytes) {
  private static final int FIRST_HEAP_MEGABYTES = 64;

  /** For learners: far more than a right answer needs on a slow and busy machine. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(6), Duration.ofSeconds(4), 256);

  /** The worker's JVM options. */
  List<String> options() {
    return List.of(
        "-Xmx" + heapMegabytes + "m",
        // Or the heap would begin as large as it may become, and keep what nobody needs any more.
        "-Xms" + Math.min(FIRST_HEAP_MEGABYTES, heapMegabytes) + "m",
        "-Dworkbook.step.limit=" + step.toMillis(),
        "-Dworkbook.limit=" + patience.toMillis());
  }
}
