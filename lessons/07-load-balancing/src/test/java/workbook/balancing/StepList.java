package workbook.balancing;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A list of servers that the steps change. */
class StepList implements ServerList {
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile List<InetSocketAddress> now;

  StepList(List<InetSocketAddress> first) {
    now = List.copyOf(first);
  }

  /** Some addresses that nobody connects to. */
  static List<InetSocketAddress> addresses(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new InetSocketAddress("127.0.0." + i, 1))
        .toList();
  }

  /** Changes the list and says so. */
  void change(List<InetSocketAddress> next) {
    now = List.copyOf(next);
    watchers.forEach(Runnable::run);
  }

  int watchers() {
    return watchers.size();
  }

  @Override
  public List<InetSocketAddress> now() {
    return now;
  }

  @Override
  public void watch(Runnable changed) {
    watchers.add(changed);
  }

  @Override
  public void unwatch(Runnable changed) {
    watchers.remove(changed);
  }
}
