package workbook.bench.lesson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies of the starters, for whoever wants to begin a lesson again: taken whenever the workbook
 * runs and a lesson has not been worked on yet. They lie in {@code .workbook}, which git ignores.
 */
public final class Starters {
  private Starters() {}

  /** Copies the starter of every lesson that has not been worked on. */
  public static void keep() {
    for (String lesson : Book.lessons()) {
      Path sources = Book.lesson(lesson).resolve("src/main/java");
      try {
        if (Regions.of(sources).untouched()) {
          replace(folder(lesson), sources);
        }
      } catch (IOException | IllegalArgumentException workedOn) {
        // No starter any more: what was kept of it stays.
      }
    }
  }

  /** Where the starter of this lesson was kept, if it was. */
  public static Optional<Path> of(String lesson) {
    return Optional.of(folder(lesson)).filter(Files::isDirectory);
  }

  private static Path folder(String lesson) {
    return Book.root().resolve(".workbook/starters").resolve(lesson);
  }

  /**
   * Makes one folder the copy of another. Files that are the same already are not written again.
   *
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public static void replace(Path target, Path source) {
    try {
      Files.createDirectories(target);
      for (Path old : files(target)) {
        if (!Files.exists(source.resolve(target.relativize(old).toString()))) {
          Files.delete(old);
        }
      }
      for (Path file : files(source)) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
          Files.createDirectories(copy.getParent());
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    }
  }
}
