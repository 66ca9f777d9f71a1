package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;
  private volatile boolean over;
  private final ReentrantLock lock = new ReentrantLock(true);

  public SharedStream(StreamObserver<T> stream) {
    this.stream = stream;
  }

  @Override
  public void onNext(T message) {
    turn(
        () -> {
          if (!over) {
            stream.onNext(message);
          }
        });
  }

  @Override
  public void onError(Throwable thrown) {
    end(() -> stream.onError(thrown));
  }

  @Override
  public void onCompleted() {
    end(stream::onCompleted);
  }

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
    try {
      while (!lock.tryLock(1, TimeUnit.SECONDS)) {
        System.getLogger("stream")
            .log(System.Logger.Level.WARNING, "a client is slow to take a message");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      write.run();
    } finally {
      lock.unlock();
    }
  }
}
