package workbook.bench.lesson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the workbook lies on this machine, and the addresses of its chapters. */
public final class Book {
  private Book() {}

  /**
   * The workbook's root: the nearest folder, from the working directory upwards, that holds the
   * lessons and the build's settings.
   */
  public static Path root() {
    Path start = Path.of(System.getProperty("workbook.root", "")).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("lessons"))
          && Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    return start;
  }

  /** The names of all lessons, such as "03-client-stream", in order. */
  public static List<String> lessons() {
    try (Stream<Path> found = Files.list(root().resolve("lessons"))) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("\\d\\d-.+"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of this lesson. */
  public static Path lesson(String name) {
    return root().resolve("lessons").resolve(name);
  }

  /**
   * The address of a section: in the built site when it is there, else in the chapter's source.
   *
   * @param section such as {@code 03-client-stream#one-observer-per-call}
   */
  public static String address(String section) {
    String[] parts = section.split("#", 2);
    String anchor = parts.length == 2 ? "#" + parts[1] : "";
    Path page = root().resolve("docs/target/site/" + parts[0] + ".html");
    return Files.exists(page)
        ? page.toUri() + anchor
        : "docs/src/chapters/" + parts[0] + ".adoc" + anchor;
  }
}
