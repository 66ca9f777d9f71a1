package workbook.threadsafety;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

public final class SharedStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;
  private volatile boolean over;
  private static final Executor POOL =
      Executors.newCachedThreadPool(
          r -> {
            Thread t = new Thread(r, "streams");
            t.setDaemon(true);
            return t;
          });
  private final Executor turn = MoreExecutors.newSequentialExecutor(POOL);

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
    turn.execute(write);
  }
}
