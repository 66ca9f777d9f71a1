package workbook.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/**
 * Puts a page's content into the frame that all pages share: side bar, search, contents,
 * neighbours.
 */
final class Frame {
  private final List<Page> pages;
  private final String template;

  Frame(List<Page> pages) {
    this.pages = pages;
    try (InputStream in = Frame.class.getResourceAsStream("/site/frame.html")) {
      this.template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String around(Page page) {
    return template
        .replace("{{title}}", Entities.escape(page.title()))
        .replace("{{up}}", page.up())
        .replace("{{page}}", page.address())
        .replace("{{navigation}}", navigation(page))
        .replace("{{contents}}", contents(page))
        .replace("{{neighbours}}", neighbours(page))
        .replace("{{content}}", page.html());
  }

  private String navigation(Page current) {
    StringBuilder html = new StringBuilder();
    String group = "";
    for (Page page : pages) {
      if (!page.group().equals(group)) {
        html.append(group.isEmpty() ? "" : "</ul>");
        group = page.group();
        html.append("<p class=\"group\">").append(group).append("</p><ul>");
      }
      boolean here = page.address().equals(current.address());
      html.append(
          "<li><a href=\"%s\"%s data-page=\"%s\">%s</a>%s</li>"
              .formatted(
                  current.up() + page.address(),
                  here ? " aria-current=\"page\"" : "",
                  page.address(),
                  Entities.escape(page.title()),
                  here ? sections(page) : ""));
    }
    return html.append("</ul>").toString();
  }

  private static String sections(Page page) {
    StringBuilder html = new StringBuilder("<ul class=\"sections\">");
    for (Element heading : Jsoup.parseBodyFragment(page.html()).select("h2[id]")) {
      html.append(link(heading));
    }
    return html.append("</ul>").toString();
  }

  private static String contents(Page page) {
    StringBuilder html = new StringBuilder("<ul>");
    for (Element heading : Jsoup.parseBodyFragment(page.html()).select("h2[id], h3[id]")) {
      html.append(link(heading).replace("<li>", "<li class=\"" + heading.tagName() + "\">"));
    }
    return html.append("</ul>").toString();
  }

  private static String link(Element heading) {
    return "<li><a href=\"#%s\">%s</a></li>"
        .formatted(heading.id(), Entities.escape(heading.text()));
  }

  private String neighbours(Page page) {
    int here = pages.indexOf(page);
    StringBuilder html = new StringBuilder();
    if (here > 0) {
      html.append(neighbour(page, pages.get(here - 1), "previous", "prev"));
    }
    if (here + 1 < pages.size()) {
      html.append(neighbour(page, pages.get(here + 1), "next", "next"));
    }
    return html.toString();
  }

  private static String neighbour(Page from, Page to, String word, String rel) {
    return "<a class=\"%s\" rel=\"%s\" href=\"%s\"><span>%s</span> %s</a>"
        .formatted(word, rel, from.up() + to.address(), word, Entities.escape(to.title()));
  }
}
