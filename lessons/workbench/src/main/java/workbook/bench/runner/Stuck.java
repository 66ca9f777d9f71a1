package workbook.bench.runner;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.RunDiagnosis;
import workbook.bench.runner.Told.Broken;
import workbook.bench.world.Deadlock;

/** Says why a step does not end, by looking at the threads of this JVM. */
final class Stuck {
  private Stuck() {}

  static Broken explain() {
    Optional<String> deadlock = Deadlock.anywhere();
    if (deadlock.isPresent()) {
      return new Broken(RunDiagnosis.DEADLOCK.name(), deadlock.get());
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
}
