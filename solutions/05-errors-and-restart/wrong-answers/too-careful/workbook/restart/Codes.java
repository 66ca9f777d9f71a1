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
    // tag::mistake[]
    // Whether the server has done it already is not known.
    return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
        || status.getCode() == Status.Code.ABORTED;
    // end::mistake[]
    // end::step-1[]
  }
}
