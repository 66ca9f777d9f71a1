package workbook.threadsafety;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Stands between the server and its clients: is told of all that is about to go out, on the thread
 * that sends it, and may hold it there while another thread is let in. The transport itself is
 * spared from what two threads do at once.
 */
final class StepDoor implements ServerInterceptor {
  /** What is about to go out. */
  enum What {
    HEADERS,
    MESSAGE,
    END
  }

  /** What to do with it. */
  interface Guard {
    /**
     * Looks at what is about to go out.
     *
     * @param call the call it belongs to, counted from 1 in the order in which they came
     * @param message what is sent, or null if it is no message
     * @param inside how many threads are in this call's door now, this one included
     */
    void before(int call, What what, Object message, int inside);
  }

  private final Guard guard;
  private final IntConsumer beforeReady;
  private final AtomicInteger calls = new AtomicInteger();

  StepDoor(Guard guard) {
    this(guard, call -> {});
  }

  /**
   * The same.
   *
   * @param beforeReady is told the number of a call before gRPC runs its ready handler
   */
  StepDoor(Guard guard, IntConsumer beforeReady) {
    this.guard = guard;
    this.beforeReady = beforeReady;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    int number = calls.incrementAndGet();
    AtomicInteger inside = new AtomicInteger();
    ServerCall<Q, A> guarded =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendHeaders(Metadata sent) {
            through(What.HEADERS, null, () -> super.sendHeaders(sent));
          }

          @Override
          public void sendMessage(A message) {
            through(What.MESSAGE, message, () -> super.sendMessage(message));
          }

          @Override
          public void close(Status status, Metadata trailers) {
            through(What.END, null, () -> super.close(status, trailers));
          }

          private void through(What what, A message, Runnable send) {
            try {
              guard.before(number, what, message, inside.incrementAndGet());
              synchronized (inside) {
                send.run();
              }
            } finally {
              inside.decrementAndGet();
            }
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(guarded, headers)) {
      @Override
      public void onReady() {
        beforeReady.accept(number);
        super.onReady();
      }
    };
  }
}
