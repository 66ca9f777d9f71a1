package workbook.bench.runner;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * What a worker is to run: a lesson's steps against some code.
 *
 * @param mainRoots source folders of the code; a file in a later one replaces the same file of an
 *     earlier one. Empty where the code is compiled already
 * @param testRoots source folders of the steps; empty where they are compiled already
 * @param classes folders with what is compiled already
 * @param words the folder that holds {@code steps.adoc}, or empty if it lies beside the classes
 * @param output an empty folder for what the worker compiles
 * @param prints the file that is given what the code prints, up to 1 MB
 * @param strict whether a compiler warning is an error
 * @param upToFailure whether the steps after the first that fails are left out
 */
public record Job(
    List<String> mainRoots,
    List<String> testRoots,
    List<String> classes,
    String words,
    String output,
    String prints,
    boolean strict,
    boolean upToFailure)
    implements Serializable {

  /**
   * Steps and code that are compiled already; what the code prints goes to the file {@code prints}.
   */
  public static Job ofClasses(List<Path> classes, Path prints) {
    return new Job(List.of(), List.of(), strings(classes), "", "", prints.toString(), false, false);
  }

  /** Code and steps from their sources; {@code steps.adoc} lies in the folder {@code lesson}. */
  public static Job ofSources(
      List<Path> mainRoots, Path testRoot, Path lesson, Path output, boolean strict) {
    return new Job(
        strings(mainRoots),
        List.of(testRoot.toString()),
        List.of(),
        lesson.toString(),
        output.toString(),
        output.resolve("printed.txt").toString(),
        strict,
        false);
  }

  /** The same with another file for what the code prints. */
  public Job printingTo(Path file) {
    return new Job(
        mainRoots, testRoots, classes, words, output, file.toString(), strict, upToFailure);
  }

  /** The same for whoever only asks which step fails first, and why. */
  public Job upToFirstFailure() {
    return new Job(mainRoots, testRoots, classes, words, output, prints, strict, true);
  }

  private static List<String> strings(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
