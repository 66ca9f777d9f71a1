package workbook.threadsafety;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
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
    // end::step-4[]
  }

  /** Sends a message now or when the client is ready for it. Any thread. */
  @Override
  public void accept(T message) {
    // tag::step-4[]
    // TODO step 4
    stream.onError(
        Status.UNIMPLEMENTED.withDescription("step 4: a bounded queue").asRuntimeException());
    // end::step-4[]
  }

  // tag::step-4[]
  // end::step-4[]
}
