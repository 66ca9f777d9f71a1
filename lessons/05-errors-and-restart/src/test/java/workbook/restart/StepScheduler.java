package workbook.restart;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbook.bench.world.ManualTime;

/** The scheduler that an answer is given: the moved time, and what it was asked for. */
final class StepScheduler {
  /** The delays that it was asked for, in order. */
  final List<Duration> planned = new CopyOnWriteArrayList<>();

  final ManualTime time;

  StepScheduler(ManualTime time) {
    this.time = time;
  }

  ScheduledExecutorService scheduler() {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            StepScheduler.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(time, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              note(method.getName(), arguments);
              return result;
            });
  }

  private void note(String method, Object[] arguments) {
    if (method.startsWith("schedule")) {
      TimeUnit unit = (TimeUnit) arguments[arguments.length - 1];
      planned.add(Duration.ofNanos(unit.toNanos((long) arguments[1])));
    } else if (method.equals("execute") || method.equals("submit")) {
      planned.add(Duration.ZERO);
    }
  }
}
