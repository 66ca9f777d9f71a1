package workbook.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;

/** Where the parts of one lesson lie: the learner's folder and the solution's. */
public record LessonFolder(String name) {
  private static final String WRONG_ANSWERS = "wrong-answers";
  private static final String RIGHT_VARIANTS = "right-variants";
  private static final String BAD_CODE = "bad-code";
  private static final Set<String> FOLDERS =
      new TreeSet<>(Set.of("src", "conversations", WRONG_ANSWERS, RIGHT_VARIANTS, BAD_CODE));

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

  /** The solution's folder, with all answers. */
  public Path solutionFolder() {
    return Book.root().resolve("solutions").resolve(name);
  }

  /** The solution's sources. */
  public Path solution() {
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
    return answers(WRONG_ANSWERS);
  }

  List<Answer> rightVariants() {
    return answers(RIGHT_VARIANTS);
  }

  List<Answer> badCode() {
    return answers(BAD_CODE);
  }

  /** What lies in the solution's folder and is never run: misspelt, misplaced or of no effect. */
  List<String> strays() throws IOException {
    List<String> strays = new ArrayList<>();
    for (Path folder : folders(solutionFolder())) {
      if (!FOLDERS.contains(folder.getFileName().toString())) {
        strays.add(folder + " is none of " + FOLDERS);
      }
    }
    for (Answer answer :
        Stream.of(WRONG_ANSWERS, RIGHT_VARIANTS, BAD_CODE)
            .map(this::answers)
            .flatMap(List::stream)
            .toList()) {
      if (answer.files().stream().noneMatch(file -> Files.exists(solution().resolve(file)))) {
        strays.add(answer.folder() + " replaces no file of the solution");
      }
    }
    return strays;
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
