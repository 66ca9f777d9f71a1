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
   * @param planned how often the scheduler had been asked for something until then
   */
  record Made(String method, long nanos, boolean atAnEnd, int planned) {}

  final List<Made> made = new CopyOnWriteArrayList<>();

  final StepScheduler scheduler;

  StepCalls(ManualTime time) {
    this.scheduler = new StepScheduler(time);
  }

  /** Whether the scheduler was asked for something since the last call was made. */
  boolean isNextPlanned() {
    int before = made.isEmpty() ? 0 : made.get(made.size() - 1).planned();
    return scheduler.planned.size() > before;
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
    made.add(
        new Made(
            method.getBareMethodName(), scheduler.time.nanos(), atAnEnd, scheduler.planned.size()));
    return next.newCall(method, options);
  }
}
