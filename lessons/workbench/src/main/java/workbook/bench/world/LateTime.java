package workbook.bench.world;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler that runs each delayed task a little later than asked. Both ends of a call set a
 * timer for its deadline, and with one {@link ManualTime} for both it would be chance which of them
 * comes first; the server gets this one, so that the client is told DEADLINE_EXCEEDED, as it is
 * over a network.
 */
public final class LateTime extends AbstractExecutorService implements ScheduledExecutorService {
  private static final long LATE_MILLIS = 500;

  private final ScheduledExecutorService time;

  /** A scheduler on this time. */
  public LateTime(ScheduledExecutorService time) {
    this.time = time;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return time.schedule(command, unit.toMillis(delay) + LATE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return time.schedule(callable, unit.toMillis(delay) + LATE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return time.scheduleAtFixedRate(command, initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return time.scheduleWithFixedDelay(command, initialDelay, delay, unit);
  }

  @Override
  public void execute(Runnable command) {
    time.execute(command);
  }

  @Override
  public void shutdown() {
    time.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return time.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return time.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return time.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return time.awaitTermination(timeout, unit);
  }
}
