package workbook.bidistream;

import io.grpc.stub.StreamObserver;

/**
 * A stream to one client that many threads may write to at once, and that never throws at those who
 * write. When it breaks, it ends: what is written after that is dropped.
 */
final class SafeStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;
  private final Runnable whenBroken;

  // tag::step-5[]
  private volatile boolean over;

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
    // tag::mistake[]
    try {
      if (!over) {
        stream.onNext(message);
      }
    } catch (RuntimeException broken) {
      over = true;
      whenBroken.run();
    }
    // end::mistake[]
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
    end(stream::onCompleted);
    // end::step-5[]
  }

  // tag::step-5[]
  private void end(Runnable how) {
    if (!over) {
      over = true;
      how.run();
    }
  }
  // end::step-5[]
}
