package workbook.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;

/** Where the parts of one lesson lie: the learner's folder and the solution's. */
public record LessonFolder(String name) {

  /**
   * All lessons that have a folder, in order; only those whose name begins so where {@code
   * -Dlesson=NN} is given.
   */
  public static List<LessonFolder> all() {
    String only = System.getProperty("lesson");
    List<LessonFolder> found =
        Book.lessons().stream()
            .filter(name -> only == null || name.startsWith(only))
            .map(LessonFolder::new)
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no lesson " + only);
    }
    return found;
  }

  /** The learner's folder. */
  public Path folder() {
    return Book.lesson(name);
  }

  /** The learner's sources. */
  public Path starter() {
    return folder().resolve("src/main/java");
  }

  /** The sources of the steps. */
  public Path steps() {
    return folder().resolve("src/test/java");
  }

  Path solutionFolder() {
    return Book.root().resolve("solutions").resolve(name);
  }

  Path solution() {
    return solutionFolder().resolve("src/main/java");
  }

  /** What the proof compiles and writes for this lesson. */
  Path output() {
    return Book.root().resolve("solutions/target/proof").resolve(name);
  }

  /** The words of the lesson. */
  public Lesson lesson() {
    try {
      return Lesson.parse(Files.readString(folder().resolve("steps.adoc")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Answer> wrongAnswers() {
    return answers("wrong-answers");
  }

  List<Answer> rightVariants() {
    return answers("right-variants");
  }

  List<Answer> badCode() {
    return answers("bad-code");
  }

  private List<Answer> answers(String kind) {
    Path folder = solutionFolder().resolve(kind);
    String only = System.getProperty("answer");
    return Files.isDirectory(folder)
        ? folders(folder).stream()
            .map(Answer::read)
            .filter(answer -> only == null || only.equals(answer.name()))
            .toList()
        : List.of();
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> found = Files.list(parent)) {
      return found.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
