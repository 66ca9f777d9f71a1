package workbook.restart;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.bench.world.ManualTime;

/** Notes when and from where each call is made. */
final class StepCalls implements ClientInterceptor {
  /**
   * A call as it was made.
   *
   * @param method its method's name
   * @param nanos the moved time
   * @param atAnEnd whether it was made while a call before it told of its end
   */
  record Made(String method, long nanos, boolean atAnEnd) {}

  final List<Made> made = new CopyOnWriteArrayList<>();

  private final ManualTime time;

  StepCalls(ManualTime time) {
    this.time = time;
  }

  /** Whether all calls but the first were made inside the end of another, so without a delay. */
  boolean eachAtAnEnd() {
    return made.size() > 1 && made.stream().skip(1).allMatch(Made::atAnEnd);
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    boolean atAnEnd =
        Arrays.stream(Thread.currentThread().getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("onClose"));
    made.add(new Made(method.getBareMethodName(), time.nanos(), atAnEnd));
    return next.newCall(method, options);
  }
}
