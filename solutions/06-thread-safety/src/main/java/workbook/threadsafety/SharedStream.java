package workbook.threadsafety;

import io.grpc.stub.StreamObserver;

/** A stream to one client that any number of threads may write to, and that ends once. */
public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;

  // tag::step-1[]
  private final Object turn = new Object(); // <1>
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
    synchronized (turn) {
      if (!over) {
        stream.onNext(message); // <2>
      }
    }
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
    synchronized (turn) {
      if (!over) {
        over = true;
        how.run();
      }
    }
  }
  // end::step-2[]
}
