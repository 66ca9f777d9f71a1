package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream to one client that any number of threads may write to, and that ends once. */
public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;

  // tag::step-1[]
  private final Queue<Runnable> q = new ConcurrentLinkedQueue<>();
  private final AtomicInteger wip = new AtomicInteger();
  private volatile boolean over;

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
          if (!over) {
            stream.onNext(message);
          }
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

  private void turn(Runnable write) {
    q.add(write);
    if (wip.getAndIncrement() == 0) {
      do {
        q.poll().run();
      } while (wip.decrementAndGet() > 0);
    }
  }
  // end::step-2[]
}
