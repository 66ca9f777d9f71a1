package workbook.bidistream;

import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Whoever adds the first task to an empty queue runs it, and all that are added meanwhile. */
final class SafeStream<T> implements StreamObserver<T> {
  private final StreamObserver<T> stream;
  private final Runnable whenBroken;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private boolean over;

  SafeStream(StreamObserver<T> stream, Runnable whenBroken) {
    this.stream = stream;
    this.whenBroken = whenBroken;
  }

  @Override
  public void onNext(T message) {
    add(false, () -> stream.onNext(message));
  }

  @Override
  public void onError(Throwable thrown) {
    add(true, () -> stream.onError(thrown));
  }

  @Override
  public void onCompleted() {
    add(true, stream::onCompleted);
  }

  private void add(boolean end, Runnable use) {
    tasks.add(() -> run(end, use));
    if (waiting.getAndIncrement() == 0) {
      do {
        tasks.remove().run();
      } while (waiting.decrementAndGet() > 0);
    }
  }

  private void run(boolean end, Runnable use) {
    if (over) {
      return;
    }
    over = end;
    try {
      use.run();
    } catch (RuntimeException broken) {
      over = true;
      whenBroken.run();
    }
  }
}
