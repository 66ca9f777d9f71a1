package workbook.balancing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds one message of the first stream back, as if it were still on its way. A call that brings an
 * executor of its own is not held up on it, since others may use that executor too: what comes is
 * kept, and delivered on it later.
 */
final class StepOnItsWay implements ClientInterceptor {
  private final int which;
  private final AtomicBoolean first = new AtomicBoolean(true);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean holds;
  private volatile boolean passed;
  private volatile Runnable deliverLater = () -> {};

  /** Holds the message of this number, from 1 on. */
  StepOnItsWay(int which) {
    this.which = which;
  }

  boolean holds() {
    return holds;
  }

  boolean passed() {
    return passed;
  }

  void release() {
    released.countDown();
    deliverLater.run();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    return first.getAndSet(false) ? new Holding<>(call, options.getExecutor()) : call;
  }

  private final class Holding<Q, A> extends SimpleForwardingClientCall<Q, A> {
    /** The call's own, if it may be used by others too, or null. */
    private final Executor executor;

    private final Queue<Runnable> kept = new ArrayDeque<>();
    private boolean keeps;

    Holding(ClientCall<Q, A> call, Executor executor) {
      super(call);
      // That of a blocking stub is whoever reads, and nobody else.
      boolean reads = executor != null && executor.getClass().getName().startsWith("io.grpc.");
      this.executor = reads ? null : executor;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            private int messages;

            @Override
            public void onMessage(A message) {
              messages++;
              boolean late = messages == which;
              if (late) {
                hold();
              }
              deliver(
                  () -> {
                    super.onMessage(message);
                    passed = passed || late;
                  });
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              deliver(() -> super.onClose(status, trailers));
            }
          },
          headers);
    }

    private synchronized void deliver(Runnable event) {
      if (keeps) {
        kept.add(event);
      } else {
        event.run();
      }
    }

    private synchronized void deliverKept() {
      keeps = false;
      kept.forEach(Runnable::run);
      kept.clear();
    }

    private synchronized void keep() {
      keeps = true;
      deliverLater = () -> executor.execute(this::deliverKept);
    }

    private void hold() {
      if (executor != null) {
        keep();
        holds = true;
        return;
      }
      holds = true;
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
