package workbook.restart;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The thread on which gRPC calls back, held up as a busy one is: what comes meanwhile is delivered
 * late, and in order. Calls that bring an executor of their own are left alone.
 */
final class StepLate implements ClientInterceptor, Executor {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean busy;

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return next.newCall(
        method, options.getExecutor() == null ? options.withExecutor(this) : options);
  }

  @Override
  public void execute(Runnable task) {
    if (busy) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  /** From now on what comes is kept. */
  void holdUp() {
    busy = true;
  }

  /** Delivers what was kept, and from now on what comes as it comes. */
  void goOn() {
    busy = false;
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }
}
