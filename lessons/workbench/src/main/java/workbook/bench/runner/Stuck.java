package workbook.bench.runner;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.Map;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.RunDiagnosis;
import workbook.bench.runner.Told.Broken;

/** Says why a step does not end, by looking at the threads of this JVM. */
final class Stuck {
  private Stuck() {}

  static Broken explain() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] locked = threads.findDeadlockedThreads();
    if (locked != null) {
      return new Broken(RunDiagnosis.DEADLOCK.name(), deadlock(threads.getThreadInfo(locked, 100)));
    }
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> !Words.place(entry.getValue()).isEmpty())
        .min(
            Comparator.comparing(
                entry -> entry.getKey().getState() == Thread.State.RUNNABLE ? 0 : 1))
        .map(Stuck::running)
        .orElse(
            new Broken(
                RunDiagnosis.WAITS_FOR_EVER.name(),
                "the step did not end within " + Worker.STEP_LIMIT_MILLIS / 1000 + " s"));
  }

  private static Broken running(Map.Entry<Thread, StackTraceElement[]> found) {
    String place = Words.place(found.getValue());
    boolean busy =
        found.getKey().getState() == Thread.State.RUNNABLE
            || found.getKey().getState() == Thread.State.TIMED_WAITING;
    return busy
        ? new Broken(
            RunDiagnosis.ENDLESS_LOOP.name(),
            "after " + Worker.STEP_LIMIT_MILLIS / 1000 + " s the code is still at " + place)
        : new Broken(
            RunDiagnosis.WAITS_FOR_EVER.name(),
            "after " + Worker.STEP_LIMIT_MILLIS / 1000 + " s the code still waits at " + place);
  }

  private static String deadlock(ThreadInfo[] infos) {
    StringBuilder text = new StringBuilder();
    for (ThreadInfo info : infos) {
      String place = Words.place(info.getStackTrace());
      text.append(text.isEmpty() ? "" : "; ")
          .append("thread \"")
          .append(info.getThreadName())
          .append("\" waits at ")
          .append(place.isEmpty() ? "?" : place)
          .append(" for a lock of thread \"")
          .append(info.getLockOwnerName())
          .append('"');
    }
    return text.toString();
  }
}
