package workbook.threadsafety;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sends to one client as fast as that client reads, and keeps a bounded number of messages for it.
 * Never makes anybody wait. A client that falls further behind is let go.
 */
final class Mailbox<T> implements Consumer<T> {
  private final ServerCallStreamObserver<T> stream;
  private final int limit;
  private final Runnable whenFull;

  // tag::step-4[]
  private final Queue<T> waiting =
      new ArrayDeque<>(); // guarded by this, as are over and the stream
  private boolean over;
  private final Queue<T> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger wakes = new AtomicInteger();

  // end::step-4[]
  /**
   * A mailbox; to be made before the service method returns.
   *
   * @param stream is used by nobody else from now on
   * @param limit how many messages may wait, at least 1
   * @param whenFull is run when the client is let go
   */
  Mailbox(ServerCallStreamObserver<T> stream, int limit, Runnable whenFull) {
    this.stream = stream;
    this.limit = limit;
    this.whenFull = whenFull;
    // tag::step-4[]
    stream.setOnReadyHandler(this::wake);
    // end::step-4[]
  }

  /** Sends a message now or when the client is ready for it. Any thread. */
  @Override
  public void accept(T message) {
    // tag::step-4[]
    inbox.add(message);
    wake();
    // end::step-4[]
  }

  // tag::step-4[]
  private void wake() {
    if (wakes.getAndIncrement() == 0) {
      do {
        work();
      } while (wakes.decrementAndGet() > 0);
    }
  }

  private void work() {
    for (T message = inbox.poll(); message != null; message = inbox.poll()) {
      waiting.add(message);
    }
    while (!over && !waiting.isEmpty() && stream.isReady()) {
      stream.onNext(waiting.remove());
    }
    if (!over && waiting.size() > limit) {
      over = true;
      stream.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
      whenFull.run();
    }
  }
  // end::step-4[]
}
