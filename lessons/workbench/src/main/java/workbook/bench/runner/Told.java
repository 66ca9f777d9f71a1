package workbook.bench.runner;

import java.io.Serializable;
import java.util.List;

/** What a worker tells its supervisor while it runs a {@link Job}. */
sealed interface Told extends Serializable {

  /** Compiling is over; no errors, or what javac says. */
  record Compiled(List<String> errors) implements Told {}

  /** A test method of this step begins. */
  record Started(int step) implements Told {}

  /**
   * A test method of this step is over.
   *
   * @param byLimit whether it failed only after a wait had reached its limit
   * @param lines what the learner reads, empty if it passed
   * @param conversation the script of what was recorded
   * @param diagnosis its id, or null
   * @param printed the first lines that the code printed meanwhile
   * @param printedLines how many lines it printed in all
   * @param millis how long it took, in milliseconds
   */
  record Finished(
      int step,
      boolean passed,
      boolean byLimit,
      List<String> lines,
      List<String> conversation,
      String diagnosis,
      List<String> printed,
      long printedLines,
      long millis)
      implements Told {}

  /**
   * The worker has to end: the code broke more than its step.
   *
   * @param diagnosis the constant of {@link workbook.bench.diagnosis.RunDiagnosis}
   * @param seen what was seen, in words
   */
  record Broken(String diagnosis, String seen) implements Told {}

  /**
   * All steps have run.
   *
   * @param reusable whether the worker can take another job: nothing of this one goes on
   */
  record Done(boolean reusable) implements Told {}
}
