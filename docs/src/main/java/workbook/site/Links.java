package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds links within the site that lead nowhere, or to two places; Asciidoctor does not look at
 * other pages.
 */
final class Links {
  private Links() {}

  static List<String> broken(Path site) throws IOException {
    Map<Path, Document> pages = new HashMap<>();
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".html")).toList()) {
        pages.put(file.normalize(), Jsoup.parse(file));
      }
    }
    List<String> broken = new ArrayList<>();
    pages.forEach(
        (file, page) -> {
          Set<String> ids = new HashSet<>();
          for (Element anchor : page.select("[id]")) {
            if (!ids.add(anchor.id())) {
              broken.add(site.relativize(file) + ": the id " + anchor.id() + " is used twice");
            }
          }
          for (Element link : page.select("a[href], img[src], script[src], link[href]")) {
            String target = link.hasAttr("href") ? link.attr("href") : link.attr("src");
            if (!target.matches("[a-z]+:.*") && !leadsSomewhere(pages, file, target)) {
              broken.add(site.relativize(file) + ": the link " + target + " leads nowhere");
            }
          }
        });
    return broken.stream().distinct().sorted().toList();
  }

  private static boolean leadsSomewhere(Map<Path, Document> pages, Path from, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || parts[1].isEmpty()
        || (pages.containsKey(file) && pages.get(file).getElementById(parts[1]) != null);
  }
}
