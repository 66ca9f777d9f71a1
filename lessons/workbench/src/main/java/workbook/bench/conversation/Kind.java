package workbook.bench.conversation;

/** What an {@link Event} of a call is. */
public enum Kind {
  /** The client starts the call: the request headers. */
  START(End.CLIENT),
  /** A message from the client. */
  REQUEST(End.CLIENT),
  /** The client says that no more messages will come from it. */
  HALF_CLOSE(End.CLIENT),
  /** The client gives the call up; the server is told, whatever the reason was. */
  CANCEL(End.CLIENT),
  /** The server's response headers. */
  HEADERS(End.SERVER),
  /** A message from the server. */
  RESPONSE(End.SERVER),
  /** The status that ends the call. */
  STATUS(End.SERVER),
  /** The service method, or a callback of its request observer, returned to gRPC. */
  RETURNED(null),
  /** Code of this end threw an exception into gRPC. */
  THREW(null);

  private final End from;

  Kind(End from) {
    this.from = from;
  }

  /** Who sends it, or null for what happens within one end. */
  public End from() {
    return from;
  }
}
