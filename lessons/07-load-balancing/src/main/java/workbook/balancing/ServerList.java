package workbook.balancing;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Knows which servers there are: a file, a registry, an orchestrator. Safe for use by any thread.
 */
public interface ServerList {

  /** The addresses of the servers that are there now. */
  List<InetSocketAddress> now();

  /**
   * From now on, {@code changed} is run after each change of the list, on any thread, until
   * unwatched.
   */
  void watch(Runnable changed);

  /** Ends what {@link #watch} began. */
  void unwatch(Runnable changed);
}
