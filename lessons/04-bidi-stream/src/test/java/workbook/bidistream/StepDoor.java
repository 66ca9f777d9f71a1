package workbook.bidistream;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the server and its clients: is told of each message and of each end before it goes
 * out, on the thread that sends it, and may hold it or throw. The transport itself is spared from
 * what two threads do at once.
 */
final class StepDoor implements ServerInterceptor {
  /** What to do with a message that is about to go out. */
  interface Guard {
    /**
     * Looks at a message.
     *
     * @param call the call it belongs to, counted from 1 in the order in which they came
     */
    void before(int call, Object message);

    /** Looks at the end of a call. */
    default void beforeEnd(int call) {}
  }

  private final Guard guard;
  private final AtomicInteger calls = new AtomicInteger();

  StepDoor(Guard guard) {
    this.guard = guard;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    int number = calls.incrementAndGet();
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendMessage(A message) {
            guard.before(number, message);
            synchronized (this) {
              super.sendMessage(message);
            }
          }

          @Override
          public void close(Status status, Metadata trailers) {
            guard.beforeEnd(number);
            super.close(status, trailers);
          }
        },
        headers);
  }
}
