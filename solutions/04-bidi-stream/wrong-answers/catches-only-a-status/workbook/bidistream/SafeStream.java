package workbook.bidistream;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/** Guards a stream by a lock of its own. */
final class SafeStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;
  private final Runnable whenBroken;
  private boolean over;

  SafeStream(StreamObserver<T> stream, Runnable whenBroken) {
    this.stream = stream;
    this.whenBroken = whenBroken;
  }

  @Override
  public synchronized void onNext(T message) {
    if (!over) {
      guarded(() -> stream.onNext(message));
    }
  }

  @Override
  public synchronized void onError(Throwable thrown) {
    end(() -> stream.onError(thrown));
  }

  @Override
  public synchronized void onCompleted() {
    end(stream::onCompleted);
  }

  private void end(Runnable how) {
    if (!over) {
      over = true;
      guarded(how);
    }
  }

  private void guarded(Runnable use) {
    try {
      use.run();
      // tag::mistake[]
    } catch (StatusRuntimeException broken) {
      // end::mistake[]
      over = true;
      whenBroken.run();
    }
  }
}
