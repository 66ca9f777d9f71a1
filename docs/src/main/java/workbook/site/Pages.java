package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which pages the site has, in reading order. */
final class Pages {
  private Pages() {}

  static List<Page> in(Path root) throws IOException {
    Path chapters = root.resolve("docs/src/chapters");
    Path instructors = root.resolve("docs/src/instructors");
    List<Page> pages = new ArrayList<>();
    add(pages, "Start", chapters, "", name -> name.equals("index"));
    add(pages, "Start", chapters, "", name -> name.equals("setup"));
    add(pages, "Lessons", chapters, "", name -> name.matches("\\d\\d-.+"));
    pages.add(new Page("Look up", "diagnoses.html", DiagnosesPage.source(root)));
    add(pages, "Look up", chapters, "", name -> !name.matches("index|setup|\\d\\d-.+"));
    add(pages, "For instructors", instructors, "instructors/", name -> name.equals("index"));
    add(pages, "For instructors", instructors, "instructors/", name -> !name.equals("index"));
    pages.add(new Page("For instructors", "instructors/proof.html", ProofPage.source(root)));
    return pages;
  }

  private static void add(
      List<Page> pages, String group, Path folder, String prefix, Predicate<String> which)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".adoc")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".adoc", "");
        if (which.test(name)) {
          pages.add(new Page(group, prefix + name + ".html", Files.readString(file)));
        }
      }
    }
  }
}
