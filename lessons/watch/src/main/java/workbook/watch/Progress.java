package workbook.watch;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import workbook.bench.lesson.Book;
import workbook.bench.runner.Verdict;

/**
 * How far the learner is in every lesson, kept in {@code .workbook/progress.properties}, which git
 * ignores. A file that cannot be read counts as no progress.
 */
final class Progress {
  private final Path file;
  private final Properties known = new Properties();

  Progress(Path file) {
    this.file = file;
    try (Reader in = Files.newBufferedReader(file)) {
      known.load(in);
    } catch (IOException | IllegalArgumentException unreadable) {
      known.clear();
    }
  }

  void note(String lesson, Verdict verdict) {
    known.setProperty(lesson, verdict.passed() + " of " + verdict.steps().size());
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        known.store(out, "progress of the learner");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first lesson that is not known to be solved. */
  Optional<String> firstUnsolved() {
    return Book.lessons().stream().filter(lesson -> !isSolved(lesson)).findFirst();
  }

  boolean isSolved(String lesson) {
    String[] parts = known.getProperty(lesson, "0 of 1").split(" of ");
    return parts.length == 2 && parts[0].equals(parts[1]);
  }

  /** One line for each lesson; {@code current} is pointed at. */
  List<String> lines(String current) {
    List<String> lines = new ArrayList<>();
    for (String lesson : Book.lessons()) {
      String mark = isSolved(lesson) ? "✔" : "○";
      String far = known.containsKey(lesson) ? known.getProperty(lesson) + " steps" : "not begun";
      lines.add(
          "%s %s %-24s %s".formatted(lesson.equals(current) ? " >" : "  ", mark, lesson, far));
    }
    return lines;
  }
}
