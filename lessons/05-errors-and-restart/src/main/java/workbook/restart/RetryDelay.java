package workbook.restart;

import java.time.Duration;
import java.util.Optional;

/** Finds in the details of an error when the server wants to be asked again. */
public final class RetryDelay {
  private RetryDelay() {}

  /**
   * The delay of the {@code google.rpc.RetryInfo} that came with this error, if one came.
   *
   * @param thrown what the observer's {@code onError} was given
   */
  public static Optional<Duration> in(Throwable thrown) {
    // tag::step-6[]
    // TODO step 6
    // end::step-6[]
    return Optional.empty();
  }
}
