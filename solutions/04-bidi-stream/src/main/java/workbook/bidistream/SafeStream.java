package workbook.bidistream;

import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.grpc.stub.StreamObserver;

/**
 * A stream to one client that many threads may write to at once, and that never throws at those who
 * write. When it breaks, it ends: what is written after that is dropped.
 */
final class SafeStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;
  private final Runnable whenBroken;

  // tag::step-5[]
  /**
   * Runs what it is given one after the other, on a thread of those who gave it, and holds no lock.
   */
  private final SynchronizationContext oneAtATime =
      new SynchronizationContext((thread, thrown) -> broken(thrown)); // <1>

  private boolean over; // read and written by what oneAtATime runs

  // end::step-5[]
  /**
   * Makes a stream safe.
   *
   * @param stream is used by nobody else from now on
   * @param whenBroken is run if it breaks, on a thread of those who write; perhaps more than once
   */
  SafeStream(StreamObserver<T> stream, Runnable whenBroken) {
    this.stream = stream;
    this.whenBroken = whenBroken;
  }

  @Override
  public void onNext(T message) {
    // tag::step-5[]
    oneAtATime.execute(
        () -> {
          if (!over) {
            stream.onNext(message);
          }
        });
    // end::step-5[]
  }

  @Override
  public void onError(Throwable thrown) {
    // tag::step-5[]
    end(() -> stream.onError(thrown));
    // end::step-5[]
  }

  @Override
  public void onCompleted() {
    // tag::step-5[]
    end(stream::onCompleted); // <2>
    // end::step-5[]
  }

  // tag::step-5[]
  private void end(Runnable how) {
    oneAtATime.execute(
        () -> {
          if (!over) {
            over = true; // <3>
            how.run();
          }
        });
  }

  private void broken(Throwable thrown) {
    whenBroken.run();
    // Mostly its client has gone. Where it has not, it must learn that it hears nothing any more.
    end(() -> stream.onError(Status.INTERNAL.withCause(thrown).asRuntimeException()));
  }
  // end::step-5[]
}
