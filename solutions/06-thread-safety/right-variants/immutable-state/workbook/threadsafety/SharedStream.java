package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A stream to one client that any number of threads may write to, and that ends once. */
public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;

  // tag::step-1[]
  private record State(List<Runnable> todo, boolean busy) {}

  private final AtomicReference<State> s = new AtomicReference<>(new State(List.of(), false));
  private boolean over;

  // end::step-1[]
  /**
   * Shares a stream.
   *
   * @param stream is used by nobody else from now on
   */
  public SharedStream(StreamObserver<T> stream) {
    this.stream = stream;
  }

  /** Sends a message. What comes after the end is dropped. Any thread. */
  @Override
  public void onNext(T message) {
    // tag::step-1[]
    turn(
        () -> {
          if (!over) stream.onNext(message);
        });
    // end::step-1[]
  }

  /** Ends the call with an error, unless it has ended already. Any thread. */
  @Override
  public void onError(Throwable thrown) {
    // tag::step-2[]
    end(() -> stream.onError(thrown));
    // end::step-2[]
  }

  /** Ends the call, unless it has ended already. Any thread. */
  @Override
  public void onCompleted() {
    // tag::step-2[]
    end(stream::onCompleted);
    // end::step-2[]
  }

  // tag::step-2[]
  private void end(Runnable how) {
    turn(
        () -> {
          if (!over) {
            over = true;
            how.run();
          }
        });
  }

  private void turn(Runnable r) {
    State was =
        s.getAndUpdate(
            x -> x.busy() ? new State(plus(x.todo(), r), true) : new State(List.of(), true));
    if (was.busy()) return;
    Runnable now = r;
    RuntimeException first = null;
    while (now != null) {
      try {
        now.run();
      } catch (RuntimeException e) {
        first = e;
      }
      State before =
          s.getAndUpdate(
              x ->
                  x.todo().isEmpty()
                      ? new State(List.of(), false)
                      : new State(x.todo().subList(1, x.todo().size()), true));
      now = before.todo().isEmpty() ? null : before.todo().get(0);
    }
    if (first != null) throw first;
  }

  private static List<Runnable> plus(List<Runnable> l, Runnable r) {
    List<Runnable> n = new ArrayList<>(l);
    n.add(r);
    return List.copyOf(n);
  }
  // end::step-2[]
}
