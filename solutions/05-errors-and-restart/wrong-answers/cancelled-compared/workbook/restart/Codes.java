package workbook.restart;

import io.grpc.Status;

/** What the status that ended a call says about trying again. */
public final class Codes {
  private Codes() {}

  /**
   * Whether the same call, made again a little later, may do better. For calls that may be made
   * twice without harm, and for statuses that came from the other end: whoever has cancelled a call
   * need not ask.
   */
  public static boolean mayRetry(Status status) {
    // tag::step-1[]
    return switch (status.getCode()) {
      // Not reached, or broken off; a server that is stopped hard cancels its streams.
      case UNAVAILABLE -> true;
      default -> status == Status.CANCELLED;
    };
    // end::step-1[]
  }
}
