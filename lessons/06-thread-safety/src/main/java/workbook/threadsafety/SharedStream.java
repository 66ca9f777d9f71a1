package workbook.threadsafety;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** A stream to one client that any number of threads may write to, and that ends once. */
public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;

  // tag::step-1[]

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
    // TODO step 1
    stream.onError(
        Status.UNIMPLEMENTED.withDescription("step 1: one message at a time").asRuntimeException());
    // end::step-1[]
  }

  /** Ends the call with an error, unless it has ended already. Any thread. */
  @Override
  public void onError(Throwable thrown) {
    // tag::step-2[]
    // TODO step 2
    stream.onError(
        Status.UNIMPLEMENTED.withDescription("step 2: end the call once").asRuntimeException());
    // end::step-2[]
  }

  /** Ends the call, unless it has ended already. Any thread. */
  @Override
  public void onCompleted() {
    // tag::step-2[]
    // TODO step 2
    stream.onError(
        Status.UNIMPLEMENTED.withDescription("step 2: end the call once").asRuntimeException());
    // end::step-2[]
  }

  // tag::step-2[]
  // end::step-2[]
}
