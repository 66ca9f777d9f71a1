package workbook.bench.conversation;

import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was recorded of the calls of one step, from both ends, in the order it happened. Safe for
 * use by any number of threads.
 */
public final class Conversation {
  private final List<Event> events = new ArrayList<>();
  private final List<MethodDescriptor<?, ?>> methods = new ArrayList<>();

  /** What {@link #calls} returned last, or null if something has happened since. */
  private List<RecordedCall> calls;

  /** Opens the record of a call and returns its number, from 1. */
  synchronized int open(MethodDescriptor<?, ?> method) {
    methods.add(method);
    calls = null;
    return methods.size();
  }

  synchronized void add(int call, End seenBy, Kind kind, Object content) {
    events.add(new Event(call, seenBy, kind, content, Thread.currentThread().getName()));
    calls = null;
    notifyAll();
  }

  /** What there is now, in a conversation of its own to which nothing is added. */
  public synchronized Conversation soFar() {
    Conversation copy = new Conversation();
    copy.events.addAll(events);
    copy.methods.addAll(methods);
    return copy;
  }

  /** All events so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** The calls so far, in the order in which they started. */
  public synchronized List<RecordedCall> calls() {
    if (calls == null) {
      Map<Integer, List<Event>> byCall =
          events.stream().collect(Collectors.groupingBy(Event::call));
      calls =
          IntStream.rangeClosed(1, methods.size())
              .mapToObj(
                  number ->
                      new RecordedCall(
                          number, methods.get(number - 1), byCall.getOrDefault(number, List.of())))
              .toList();
    }
    return calls;
  }

  /**
   * Waits until something more is recorded, but not longer than so many milliseconds (at least 1).
   */
  public synchronized void awaitMore(int eventsKnown, long millis) throws InterruptedException {
    if (events.size() <= eventsKnown) {
      wait(millis);
    }
  }

  /** How many events there are. */
  public synchronized int size() {
    return events.size();
  }
}
