package workbook.watch;

import workbook.bench.runner.Verdict;

/** What the loop of watch mode waits for. */
sealed interface Happening {

  /** Files of the lesson were changed, and nothing more has changed for a moment. */
  record Saved() implements Happening {}

  /** A key was pressed. */
  record Key(char character) implements Happening {}

  /** A run is over. */
  record Ran(String lesson, Verdict verdict) implements Happening {}

  /** A run could not be made, for instance because files are missing just now. */
  record NotRun(String lesson, Exception why) implements Happening {}

  /** The terminal has gone. */
  record HungUp() implements Happening {}
}
