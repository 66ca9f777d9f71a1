package workbook.bench.runner;

import java.util.List;

/**
 * What came of running a lesson's steps against some code.
 *
 * @param compileErrors what javac says, with file and line; empty if the code compiled
 * @param steps one outcome for each step of the lesson, in order; all NOT_RUN if it did not compile
 */
public record Verdict(List<String> compileErrors, List<Outcome> steps) {

  /** How a step ended. */
  public enum Mark {
    PASSED,
    FAILED,
    /** It took the worker with it: it ran without end, ended the process or filled the heap. */
    BROKEN,
    NOT_RUN
  }

  /**
   * The outcome of one step.
   *
   * @param number the step's number
   * @param mark how it ended
   * @param byLimit whether it failed only after a wait had reached its limit
   * @param lines what the learner reads; empty if it passed or did not run
   * @param conversation the script of the conversation of the test method that failed, or else of
   *     the first
   * @param diagnosis the id of the diagnosis, or null
   * @param printed the first lines that the code printed during the failing test method
   * @param printedLines how many lines it printed there in all
   * @param millis how long all test methods of the step took, in milliseconds
   */
  public record Outcome(
      int number,
      Mark mark,
      boolean byLimit,
      List<String> lines,
      List<String> conversation,
      String diagnosis,
      List<String> printed,
      long printedLines,
      long millis) {

    Outcome withMillis(long all) {
      return new Outcome(
          number, mark, byLimit, lines, conversation, diagnosis, printed, printedLines, all);
    }

    static Outcome of(int number, Mark mark) {
      return new Outcome(number, mark, false, List.of(), List.of(), null, List.of(), 0, 0);
    }
  }

  /** Whether every step passed. */
  public boolean solved() {
    return compileErrors.isEmpty() && steps.stream().allMatch(step -> step.mark() == Mark.PASSED);
  }

  /** How long the steps took, in milliseconds, without compiling. */
  public long millis() {
    return steps.stream().mapToLong(Outcome::millis).sum();
  }

  /** How many steps passed. */
  public long passed() {
    return steps.stream().filter(step -> step.mark() == Mark.PASSED).count();
  }
}
