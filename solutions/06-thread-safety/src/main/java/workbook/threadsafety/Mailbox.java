package workbook.threadsafety;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
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
    stream.setOnReadyHandler(this::send); // <1>
    // end::step-4[]
  }

  /** Sends a message now or when the client is ready for it. Any thread. */
  @Override
  public void accept(T message) {
    // tag::step-4[]
    synchronized (this) {
      if (over) {
        return;
      }
      waiting.add(message);
      send();
      if (waiting.size() <= limit) {
        return;
      }
      over = true;
      waiting.clear();
      stream.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription("more than " + limit + " messages behind")
              .asRuntimeException());
    }
    whenFull.run(); // <2>
    // end::step-4[]
  }

  // tag::step-4[]
  /** Called by whoever publishes and by gRPC, so it takes the lock itself. */
  private synchronized void send() { // <3>
    while (!over && !waiting.isEmpty() && stream.isReady()) { // <4>
      stream.onNext(waiting.remove());
    }
  }
  // end::step-4[]
}
