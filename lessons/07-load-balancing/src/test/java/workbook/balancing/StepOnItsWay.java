package workbook.balancing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds one message of the first stream back, as if it were still on its way. */
final class StepOnItsWay implements ClientInterceptor {
  private final int which;
  private final AtomicBoolean first = new AtomicBoolean(true);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean holds;
  private volatile boolean passed;

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
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, options);
    return first.getAndSet(false) ? new Holding<>(call) : call;
  }

  private final class Holding<Q, A> extends SimpleForwardingClientCall<Q, A> {
    Holding(ClientCall<Q, A> call) {
      super(call);
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            private int messages;

            @Override
            public void onMessage(A message) {
              messages++;
              if (messages == which) {
                hold();
              }
              super.onMessage(message);
              passed = passed || messages == which;
            }
          },
          headers);
    }

    private void hold() {
      holds = true;
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
