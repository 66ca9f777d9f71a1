package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A stream to one client that any number of threads may write to, and that ends once. */
public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;

  // tag::step-1[]
  private final ExecutorService turn =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread writer = new Thread(task, "writer");
            writer.setDaemon(true);
            return writer;
          });
  // tag::mistake[]
  private final Deque<T> waiting = new ConcurrentLinkedDeque<>();
  // end::mistake[]
  private boolean over; // guarded by turn, as the stream is

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
    // tag::mistake[]
    waiting.push(message);
    turn.execute(
        () -> {
          T next = waiting.poll();
          if (!over) {
            stream.onNext(next);
          }
        });
    // end::mistake[]
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
    turn.execute(
        () -> {
          if (!over) {
            over = true;
            how.run();
          }
        });
  }
  // end::step-2[]
}
