package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * What the search in the browser looks through: one entry a section. A classic script, since a page
 * that was opened from the file system may neither fetch nor import.
 */
final class SearchIndex {
  private SearchIndex() {}

  static void write(List<Page> pages, Path file) throws IOException {
    List<String> entries = new ArrayList<>();
    for (Page page : pages) {
      Element body = Jsoup.parseBodyFragment(page.html()).body();
      body.select("pre, svg, details > summary, figure.conversation").remove();
      for (Element heading : body.select("h2[id], h3[id]")) {
        Element section = heading.parent();
        Element own = section.clone();
        own.select("h2, h3").remove();
        if (heading.tagName().equals("h2")) {
          own.select("div.sect2").remove();
        }
        entries.add(
            entry(page.address() + "#" + heading.id(), page.title(), heading.text(), own.text()));
      }
      Element preamble = body.selectFirst("#preamble");
      entries.add(
          entry(
              page.address(), page.title(), page.title(), preamble == null ? "" : preamble.text()));
    }
    Files.writeString(file, "window.searchEntries = [\n" + String.join(",\n", entries) + "\n];\n");
  }

  private static String entry(String address, String page, String title, String text) {
    return "{\"a\":%s,\"p\":%s,\"t\":%s,\"x\":%s}"
        .formatted(json(address), json(page), json(title), json(text));
  }

  private static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char character : text.toCharArray()) {
      switch (character) {
        case '"', '\\' -> out.append('\\').append(character);
        case '\n', '\r', '\t' -> out.append(' ');
        case '<' -> out.append("\\u003c");
        default -> out.append(character);
      }
    }
    return out.append('"').toString();
  }
}
