package workbook.bench.world;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether any thread of this process has run between two moments, or would have if there had
 * been a core for it. A task that is being handed over from thread to thread cannot be missed that
 * way: whoever has it runs, or has been woken and waits for a core, although Java still calls it
 * waiting. Linux knows (the file {@code status} of each thread, see proc(5)); of other systems
 * nothing is known, and the answer is always no.
 *
 * <p>For use by one thread.
 */
public final class RunQueue {
  private static final File THREADS = new File("/proc/self/task");
  private static final Path CURRENT = Path.of("/proc/thread-self");

  /** The process's first thread, which has started the JVM and waits for its end. */
  private static final String LAUNCHER = String.valueOf(ProcessHandle.current().pid());

  /**
   * How the names begin of the JVM's own threads, which run when they like. A new thread bears the
   * name of the one that made it until it has had a core, so no name may stand here of a thread
   * that makes others.
   */
  private static final List<String> OF_THE_JVM =
      List.of(
          "VM ",
          "C1 ",
          "C2 ",
          "GC Thread",
          "G1 ",
          "Sweeper",
          "Service Thread",
          "Monitor Deflat",
          "Signal Dispatch",
          "Reference Handl",
          "Finalizer",
          "Notification Th",
          "Common-Cleaner",
          "workbench-watch");

  private static final double MANY_FOR_A_CORE = 4;

  private static final String STATE = "\nState:\t";
  private static final String SWITCHES = "voluntary_ctxt_switches:";

  /** How often each thread had been given a core when they were looked at last. */
  private Map<String, String> before = Map.of();

  /** At how many looks in a row nobody had run. */
  private int idle;

  /** The name by which this system knows the current thread, or an empty one if it has none. */
  public static String currentThread() {
    try {
      return Files.readSymbolicLink(CURRENT).getFileName().toString();
    } catch (IOException | UnsupportedOperationException notLinux) {
      return "";
    }
  }

  /**
   * Whether it is known that no thread, other than these and those of the JVM, has run or wanted to
   * since this was asked last. Never at the first time, nor after {@link #forget}. Where many
   * threads want each core, this must be so twice in a row: a thread may wait for a lock that one
   * of the JVM's has, such as a compiler, which has lost its core meanwhile.
   *
   * @param except as {@link #currentThread} names them
   */
  public boolean nobodyRan(Set<String> except) {
    Map<String, String> known = before;
    before = look(except);
    idle = !before.isEmpty() && before.equals(known) ? idle + 1 : 0;
    return idle >= (Load.timesLonger() < MANY_FOR_A_CORE ? 1 : 2);
  }

  /** Begins anew. */
  public void forget() {
    before = Map.of();
    idle = 0;
  }

  /** The threads that wait, and how often each had a core; none if one does not wait. */
  private static Map<String, String> look(Set<String> except) {
    Map<String, String> switches = new HashMap<>();
    String[] threads = THREADS.list();
    if (threads == null) {
      return Map.of();
    }
    for (String thread : threads) {
      String status;
      try {
        Path file = THREADS.toPath().resolve(thread).resolve("status");
        status = Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException hasEnded) {
        return Map.of();
      }
      int state = status.indexOf(STATE);
      int count = status.indexOf(SWITCHES);
      if (state < 0 || count < 0) {
        return Map.of();
      }
      if (except.contains(thread) || thread.equals(LAUNCHER) || isOfTheJvm(status)) {
        continue;
      }
      if (status.charAt(state + STATE.length()) != 'S') {
        return Map.of();
      }
      switches.put(thread, status.substring(count));
    }
    return switches;
  }

  private static boolean isOfTheJvm(String status) {
    int name = status.indexOf('\t') + 1;
    return OF_THE_JVM.stream().anyMatch(start -> status.startsWith(start, name));
  }
}
