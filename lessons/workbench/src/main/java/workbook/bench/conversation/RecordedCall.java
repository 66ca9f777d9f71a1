package workbook.bench.conversation;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;

/**
 * The events of one call.
 *
 * @param number counted from 1 in the order in which the calls started
 * @param method the method that was called
 * @param events what both ends recorded, in order
 */
public record RecordedCall(int number, MethodDescriptor<?, ?> method, List<Event> events) {

  /** The events of this kind as this end recorded them. */
  public List<Event> seen(End end, Kind kind) {
    return events.stream().filter(event -> event.seenBy() == end && event.kind() == kind).toList();
  }

  /** Whether this end recorded an event of this kind. */
  public boolean saw(End end, Kind kind) {
    return !seen(end, kind).isEmpty();
  }

  /** The status that the client was given, if the call has ended. */
  public Optional<Status> status() {
    return seen(End.CLIENT, Kind.STATUS).stream()
        .findFirst()
        .map(event -> (Status) event.content());
  }

  /** The status that the server sent, if it sent one. */
  public Optional<Status> serverStatus() {
    return seen(End.SERVER, Kind.STATUS).stream()
        .findFirst()
        .map(event -> (Status) event.content());
  }

  /** What the code of this end threw into gRPC, if anything. */
  public Optional<Throwable> threw(End end) {
    return seen(end, Kind.THREW).stream().findFirst().map(event -> (Throwable) event.content());
  }

  /** The index of the first event of this kind seen by this end, or -1. */
  public int indexOf(End end, Kind kind) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).seenBy() == end && events.get(i).kind() == kind) {
        return i;
      }
    }
    return -1;
  }
}
