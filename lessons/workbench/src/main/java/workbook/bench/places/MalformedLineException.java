package workbook.bench.places;

/**
 * A line of a data file that does not keep to the file's format. The message is enough to mend it:
 * the file, the line's number, its text (tabs shown as {@code \t}) and what is wrong with it.
 */
public final class MalformedLineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int lineNumber;
  private final String line;
  private final String problem;

  /**
   * Describes one bad line.
   *
   * @param file the file as its reader knows it, usually a path
   * @param lineNumber counted from 1
   * @param line the line as it stands in the file, without its line end
   * @param problem what is wrong with the line, as a clause such as "the name is empty"
   */
  public MalformedLineException(String file, int lineNumber, String line, String problem) {
    super("%s, line %d: %s%n  %s".formatted(file, lineNumber, problem, line.replace("\t", "\\t")));
    this.file = file;
    this.lineNumber = lineNumber;
    this.line = line;
    this.problem = problem;
  }

  /** The file as its reader knows it, usually a path. */
  public String file() {
    return file;
  }

  /** The number of the line in its file, counted from 1. */
  public int lineNumber() {
    return lineNumber;
  }

  /** The line as it stands in the file, without its line end. */
  public String line() {
    return line;
  }

  /** What is wrong with the line. */
  public String problem() {
    return problem;
  }
}
