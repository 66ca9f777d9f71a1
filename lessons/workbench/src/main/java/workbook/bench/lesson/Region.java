package workbook.bench.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import workbook.bench.lesson.Lesson.StepText;

/** Where a step's region lies in the learner's folder. */
public final class Region {
  private Region() {}

  /**
   * The file as a path from the workbook's root and the line to begin at, in the form {@code
   * path:line} that editors and terminals make a link of. Only the file's name where the lesson's
   * folder cannot be read.
   */
  public static String place(Lesson lesson, StepText step) {
    Path root = Book.root();
    Path sources = Book.lesson(lesson.chapter()).resolve("src/main/java");
    try (Stream<Path> found = Files.walk(sources)) {
      Path file =
          found.filter(path -> path.endsWith(step.file())).findFirst().orElse(Path.of(step.file()));
      return root.relativize(file).toString().replace('\\', '/')
          + ":"
          + line(Files.readAllLines(file), step.number());
    } catch (IOException | IllegalArgumentException elsewhere) {
      return step.file();
    }
  }

  /** The starter's TODO, or else the first line inside the region. */
  private static int line(List<String> lines, int step) {
    int todo = first(lines, "// TODO step " + step);
    return todo > 0 ? todo : first(lines, "tag::step-" + step + "[]") + 1;
  }

  private static int first(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    return 0;
  }
}
