package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Builds the book as one PDF and one EPUB, from the pages of the site for learners: {@code
 * BookBuilder <the workbook's root> <output folder>}. Fails on anything that Asciidoctor warns of.
 */
public final class BookBuilder {
  private static final Map<String, String> FORMATS = Map.of("pdf", "pdf", "epub3", "epub");

  private static final Pattern TO_A_SECTION =
      Pattern.compile("xref:(?:\\.\\./)?[a-z0-9-]+\\.adoc#([a-z0-9-]+)\\[");

  private static final Pattern TO_A_PAGE =
      Pattern.compile("xref:(?:\\.\\./)?([a-z0-9-]+)\\.adoc\\[");

  /** The instructors' pages are not in the book. */
  private static final Pattern TO_THE_INSTRUCTORS =
      Pattern.compile("xref:instructors/[^\\[]*\\[([^]]+)]");

  private BookBuilder() {}

  /** Builds both; ends with an exception whose message lists what is wrong. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toRealPath();
    Path output = Files.createDirectories(Path.of(args[1])).toRealPath();
    String source = source(Pages.in(root));
    List<String> problems = new ArrayList<>();
    try (Chapters chapters = new Chapters(root, problems)) {
      for (String backend : FORMATS.keySet().stream().sorted().toList()) {
        long start = System.nanoTime();
        Path file = output.resolve("grpc-streaming-in-java." + FORMATS.get(backend));
        System.out.println("book: writing " + file.getFileName() + ", which takes a while");
        chapters.book(source, backend, file);
        System.out.printf("book: %s in %.1f s%n", file, (System.nanoTime() - start) / 1e9);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          problems.size() + " problems in the book:\n  " + String.join("\n  ", problems));
    }
  }

  /** The pages as the chapters of one book. */
  static String source(List<Page> pages) {
    return """
        = gRPC streaming in Java: A workbook with lessons, tests and answers
        :doctype: book
        :lang: en
        :toc:
        :toclevels: 2
        :leveloffset: 1

        """
        + pages.stream()
            .filter(page -> !page.address().contains("/"))
            .map(BookBuilder::chapter)
            .collect(Collectors.joining("\n\n"));
  }

  /** The page, with its links to other pages as references within the book. */
  private static String chapter(Page page) {
    String text = TO_THE_INSTRUCTORS.matcher(page.source()).replaceAll("$1");
    text = TO_A_SECTION.matcher(text).replaceAll("xref:#$1[");
    text = TO_A_PAGE.matcher(text).replaceAll("xref:#page-$1[");
    // The highlighter takes a command without a prompt for output, and prints it in a pale grey.
    text = text.replace("[source,console]", "[listing]");
    return "[#page-%s]\n%s".formatted(page.address().replace(".html", ""), text);
  }
}
