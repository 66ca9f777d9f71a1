package workbook.bench.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler whose time stands still until a step moves it. Tasks run on the thread that moves the
 * time, in the order in which they are due; a task that is due at once runs at the next move or
 * wait of the step, never inside the call that scheduled it. Throttling, backoff and deadlines are
 * tested with it without waiting. Safe for use by any number of threads.
 */
public final class ManualTime extends AbstractExecutorService implements ScheduledExecutorService {
  private final Object lock = new Object();
  private final PriorityQueue<Task<?>> tasks =
      new PriorityQueue<>(
          Comparator.<Task<?>>comparingLong(task -> task.due)
              .thenComparingLong(task -> task.order));
  private final List<Duration> delays = new ArrayList<>();
  private long now;
  private long orders;
  private boolean shutdown;

  /**
   * Moves the time forward by this much and runs, on this thread, all that becomes due on the way.
   * Returns whether there was anything.
   */
  public boolean advance(Duration by) {
    boolean any = false;
    long end;
    synchronized (lock) {
      end = now + by.toNanos();
    }
    for (Task<?> task = next(end); task != null; task = next(end)) {
      any = true;
      task.run();
    }
    synchronized (lock) {
      now = Math.max(now, end);
    }
    return any;
  }

  /** Runs what is due at this moment. Returns whether there was anything. */
  public boolean runDue() {
    boolean any = false;
    long end;
    synchronized (lock) {
      end = now;
    }
    // A task that asks again for no delay must not keep this busy for ever.
    for (int i = 0; i < 1000; i++) {
      Task<?> task = next(end);
      if (task == null) {
        return any;
      }
      any = true;
      task.run();
    }
    return any;
  }

  /**
   * How long it has been moved since it was made, in nanoseconds; a ticker for deadlines and
   * clocks.
   */
  public long nanos() {
    synchronized (lock) {
      return now;
    }
  }

  /** How many tasks wait that were neither run to their end nor cancelled. */
  public int waiting() {
    synchronized (lock) {
      return (int) tasks.stream().filter(task -> !task.isDone()).count();
    }
  }

  /** The delays that were asked for, in order; for a periodic task its initial delay. */
  public List<Duration> delays() {
    synchronized (lock) {
      return List.copyOf(delays);
    }
  }

  private Task<?> next(long end) {
    synchronized (lock) {
      Task<?> task = tasks.peek();
      while (task != null && task.isDone()) {
        tasks.poll();
        task = tasks.peek();
      }
      if (task == null || task.due > end) {
        return null;
      }
      tasks.poll();
      now = Math.max(now, task.due);
      return task;
    }
  }

  private <T> Task<T> add(Callable<T> work, long delay, long period, TimeUnit unit) {
    synchronized (lock) {
      if (shutdown) {
        throw new RejectedExecutionException("this scheduler was shut down");
      }
      long nanos = Math.max(0, unit.toNanos(delay));
      delays.add(Duration.ofNanos(nanos));
      Task<T> task = new Task<>(work, now + nanos, unit.toNanos(period));
      tasks.add(task);
      return task;
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(Executors.callable(command), delay, 0, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, delay, 0, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(Executors.callable(command), initialDelay, positive(period), unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return add(Executors.callable(command), initialDelay, positive(delay), unit);
  }

  private static long positive(long period) {
    if (period <= 0) {
      throw new IllegalArgumentException("a period must be positive, was " + period);
    }
    return period;
  }

  @Override
  public void execute(Runnable command) {
    schedule(command, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public void shutdown() {
    synchronized (lock) {
      shutdown = true;
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    synchronized (lock) {
      shutdown = true;
      List<Runnable> left = new ArrayList<>(tasks);
      tasks.clear();
      return left;
    }
  }

  @Override
  public boolean isShutdown() {
    synchronized (lock) {
      return shutdown;
    }
  }

  @Override
  public boolean isTerminated() {
    return isShutdown() && waiting() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }

  private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final long period;
    private final long order;
    private long due;

    Task(Callable<V> work, long due, long period) {
      super(work);
      this.due = due;
      this.period = period;
      this.order = orders++;
    }

    @Override
    public void run() {
      if (period == 0) {
        super.run();
      } else if (runAndReset()) {
        synchronized (lock) {
          if (!shutdown) {
            due += period;
            tasks.add(this);
          }
        }
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      synchronized (lock) {
        return unit.convert(due - now, TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
