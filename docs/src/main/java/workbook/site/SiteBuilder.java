package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Builds the book's site: {@code SiteBuilder <the workbook's root> <output folder>}. Every chapter
 * becomes one page that works from the file system, without a network and, for reading, without
 * JavaScript. Fails on anything that Asciidoctor warns of and on every link that leads nowhere.
 */
public final class SiteBuilder {
  private SiteBuilder() {}

  /** Builds the site; ends with an exception whose message lists what is wrong. */
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    Path root = Path.of(args[0]).toRealPath();
    Path output = Path.of(args[1]);
    List<Page> pages = Pages.in(root);
    List<String> problems = build(root, pages, output);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          problems.size() + " problems in the book:\n  " + String.join("\n  ", problems));
    }
    System.out.printf(
        "site: %d pages in %.1f s, open %s%n",
        pages.size(), (System.nanoTime() - start) / 1e9, output.resolve("index.html").toUri());
  }

  /**
   * Writes these pages, and nothing else, into the output folder.
   *
   * @return what is wrong with them, a line each
   */
  static List<String> build(Path root, List<Page> sources, Path output) throws IOException {
    List<String> problems = new ArrayList<>();
    List<Page> pages;
    try (Chapters chapters = new Chapters(root, problems)) {
      pages = CrossReferences.fill(chapters.convert(sources));
    }
    // A page that is no longer in the book would keep links to it alive.
    delete(output);
    Files.createDirectories(output);
    Frame frame = new Frame(pages);
    for (Page page : pages) {
      Path file = output.resolve(page.address());
      Files.createDirectories(file.getParent());
      Files.writeString(file, html(frame.around(page)));
    }
    Assets.copy(output);
    SearchIndex.write(pages, output.resolve("search-index.js"));
    problems.addAll(Links.broken(output));
    return problems;
  }

  private static String html(String framed) {
    Document html = Jsoup.parse(framed);
    // Pretty printing would put white space into code.
    html.outputSettings().prettyPrint(false);
    Semantics.mend(html);
    CodeBlocks.mend(html);
    return html.outerHtml() + "\n";
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
