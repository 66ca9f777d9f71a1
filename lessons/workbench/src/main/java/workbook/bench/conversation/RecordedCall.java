package workbook.bench.conversation;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of one call. Never changes, so it may be used by any thread. */
public final class RecordedCall {
  private final int number;
  private final MethodDescriptor<?, ?> method;
  private final List<Event> events;

  /** By end and kind, since a conversation of thousands of messages is asked for each of them. */
  private final Map<End, Map<Kind, List<Event>>> seen = new EnumMap<>(End.class);

  RecordedCall(int number, MethodDescriptor<?, ?> method, List<Event> events) {
    this.number = number;
    this.method = method;
    this.events = List.copyOf(events);
    for (Event event : events) {
      seen.computeIfAbsent(event.seenBy(), end -> new EnumMap<>(Kind.class))
          .computeIfAbsent(event.kind(), kind -> new ArrayList<>())
          .add(event);
    }
  }

  /** Counted from 1 in the order in which the calls started. */
  public int number() {
    return number;
  }

  /** The method that was called. */
  public MethodDescriptor<?, ?> method() {
    return method;
  }

  /** What both ends recorded, in order. */
  public List<Event> events() {
    return events;
  }

  /** The events of this kind as this end recorded them, in order. */
  public List<Event> seen(End end, Kind kind) {
    return Collections.unmodifiableList(
        seen.getOrDefault(end, Map.of()).getOrDefault(kind, List.of()));
  }

  /** Whether this end recorded an event of this kind. */
  public boolean saw(End end, Kind kind) {
    return !seen(end, kind).isEmpty();
  }

  /** The status that the client was given, if the call has ended. */
  public Optional<Status> status() {
    return first(End.CLIENT, Kind.STATUS).map(event -> (Status) event.content());
  }

  /** The status that the server sent, if it sent one. */
  public Optional<Status> serverStatus() {
    return first(End.SERVER, Kind.STATUS).map(event -> (Status) event.content());
  }

  /** What the code of this end threw into gRPC, if anything. */
  public Optional<Throwable> threw(End end) {
    return first(end, Kind.THREW).map(event -> (Throwable) event.content());
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

  private Optional<Event> first(End end, Kind kind) {
    return seen(end, kind).stream().findFirst();
  }
}
