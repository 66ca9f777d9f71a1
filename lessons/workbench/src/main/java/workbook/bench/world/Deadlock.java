package workbook.bench.world;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import workbook.bench.conversation.Words;

/** Threads that each hold a lock which another one of them waits for. */
public final class Deadlock {
  private Deadlock() {}

  /** Which threads of this JVM do so, and where, in words; empty if there are none. */
  public static Optional<String> anywhere() {
    return words(found());
  }

  /** The same, of these threads only. */
  public static Optional<String> among(List<Thread> threads) {
    if (threads.size() < 2) {
      return Optional.empty();
    }
    Set<Long> ids = threads.stream().map(Thread::getId).collect(Collectors.toSet());
    return words(found().stream().filter(info -> ids.contains(info.getThreadId())).toList());
  }

  private static List<ThreadInfo> found() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] locked = threads.findDeadlockedThreads();
    return locked == null ? List.of() : Arrays.asList(threads.getThreadInfo(locked, 100));
  }

  private static Optional<String> words(List<ThreadInfo> infos) {
    return infos.isEmpty()
        ? Optional.empty()
        : Optional.of(
            infos.stream()
                .sorted(Comparator.comparing(ThreadInfo::getThreadName))
                .map(Deadlock::words)
                .collect(Collectors.joining("; ")));
  }

  private static String words(ThreadInfo info) {
    String place = Words.place(info.getStackTrace());
    return "thread \"%s\" waits at %s for a lock of thread \"%s\""
        .formatted(info.getThreadName(), place.isEmpty() ? "?" : place, info.getLockOwnerName());
  }
}
