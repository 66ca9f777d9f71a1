package workbook.bench.conversation;

/**
 * One thing that one end of a call saw or did.
 *
 * @param call which call, counted from 1 in the order in which they started
 * @param seenBy the end that recorded it; the sender's and the receiver's view are two events
 * @param kind what it is
 * @param content the message, the {@link io.grpc.Status}, the {@link Throwable}, the name of a
 *     callback, or null where there is nothing to tell
 * @param thread the name of the thread it happened on
 */
public record Event(int call, End seenBy, Kind kind, Object content, String thread) {

  /** Whether the end that recorded it is the one that did it. */
  public boolean sent() {
    return kind.from() == seenBy;
  }

  /** Whether it came from the other end. */
  public boolean received() {
    return kind.from() == seenBy.peer();
  }
}
