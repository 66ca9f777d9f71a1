package workbook.threadsafety;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.LinkedList;
import java.util.concurrent.locks.ReentrantLock;
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
  private final LinkedList<T> waiting = new LinkedList<>();
  private boolean over;
  private final ReentrantLock lock = new ReentrantLock();

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
    stream.setOnReadyHandler(() -> send());
    // end::step-4[]
  }

  /** Sends a message now or when the client is ready for it. Any thread. */
  @Override
  public void accept(T message) {
    // tag::step-4[]
    boolean full = false;
    lock.lock();
    try {
      if (!over) {
        waiting.addLast(message);
        send();
        if (waiting.size() > limit) {
          over = full = true;
          waiting.clear();
        }
      }
    } finally {
      lock.unlock();
    }
    if (full) {
      whenFull.run();
      stream.onError(Status.RESOURCE_EXHAUSTED.withDescription("behind").asRuntimeException());
    }
    // end::step-4[]
  }

  // tag::step-4[]
  private void send() {
    lock.lock();
    try {
      while (!over && stream.isReady()) {
        T m = waiting.pollFirst();
        if (m == null) return;
        stream.onNext(m);
      }
    } finally {
      lock.unlock();
    }
  }
  // end::step-4[]
}
