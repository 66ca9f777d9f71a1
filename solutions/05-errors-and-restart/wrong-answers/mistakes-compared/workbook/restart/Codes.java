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
    return !java.util.List.of(
            Status.OK,
            Status.INVALID_ARGUMENT,
            Status.NOT_FOUND,
            Status.ALREADY_EXISTS,
            Status.PERMISSION_DENIED,
            Status.FAILED_PRECONDITION,
            Status.OUT_OF_RANGE,
            Status.UNIMPLEMENTED,
            Status.DATA_LOSS,
            Status.UNAUTHENTICATED)
        .contains(status);
    // end::step-1[]
  }
}
