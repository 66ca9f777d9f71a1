package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    Path root = Path.of(args[0]).toRealPath();
    Path output = Path.of(args[1]);
    long start = System.nanoTime();
    List<Page> pages;
    List<String> problems = new ArrayList<>();
    try (Chapters chapters = new Chapters(root, problems)) {
      pages = chapters.convert(Pages.in(root));
    }
    Files.createDirectories(output);
    Frame frame = new Frame(pages);
    for (Page page : pages) {
      Document html = Jsoup.parse(frame.around(page));
      Semantics.mend(html);
      Path file = output.resolve(page.address());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "<!DOCTYPE html>\n" + html.body().parent().outerHtml() + "\n");
    }
    Assets.copy(output);
    SearchIndex.write(pages, output.resolve("search-index.js"));
    problems.addAll(Links.broken(output));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          problems.size() + " problems in the book:\n  " + String.join("\n  ", problems));
    }
    System.out.printf(
        "site: %d pages in %.1f s, open %s%n",
        pages.size(), (System.nanoTime() - start) / 1e9, output.resolve("index.html").toUri());
  }
}
