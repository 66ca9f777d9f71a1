package workbook.balancing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs something while the first call is being opened, on the thread that opens it. */
final class StepOpening implements ClientInterceptor {
  private final Runnable meanwhile;
  private final AtomicBoolean first = new AtomicBoolean(true);

  StepOpening(Runnable meanwhile) {
    this.meanwhile = meanwhile;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    if (first.getAndSet(false)) {
      meanwhile.run();
    }
    return next.newCall(method, options);
  }
}
