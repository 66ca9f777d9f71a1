package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds links within the site that lead nowhere, or to two places; Asciidoctor does not look at
 * other pages.
 */
final class Links {
  private final Map<Path, Document> pages = new HashMap<>();
  private final Set<String> broken = new TreeSet<>();
  private final Path site;

  private Links(Path site) throws IOException {
    this.site = site;
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".html")).toList()) {
        pages.put(file.normalize(), Jsoup.parse(file));
      }
    }
  }

  /** What is wrong with the links of a built site, a line each. */
  static List<String> broken(Path site) throws IOException {
    Links links = new Links(site);
    links.pages.keySet().forEach(links::check);
    return List.copyOf(links.broken);
  }

  private void check(Path file) {
    Set<String> ids = new HashSet<>();
    for (Element anchor : pages.get(file).select("[id]")) {
      if (!ids.add(anchor.id())) {
        broken.add(site.relativize(file) + ": the id " + anchor.id() + " is used twice");
      }
    }
    for (Element link : pages.get(file).select("a[href], img[src], script[src], link[href]")) {
      String target = link.hasAttr("href") ? link.attr("href") : link.attr("src");
      if (!target.matches("[a-z]+:.*") && !leadsSomewhere(file, target)) {
        broken.add(site.relativize(file) + ": the link " + target + " leads nowhere");
      }
    }
  }

  private boolean leadsSomewhere(Path from, String target) {
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
