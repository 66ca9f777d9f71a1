package workbook.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Gives a link to another page the title of what it leads to, where its author wrote no text;
 * Asciidoctor, which sees one page at a time, can only show the address.
 */
final class CrossReferences {
  private final Map<String, String> titles = new HashMap<>();

  private CrossReferences(List<Page> pages) {
    for (Page page : pages) {
      titles.put(page.address(), page.title());
      for (Heading heading : Heading.in(page.html())) {
        titles.put(page.address() + "#" + heading.id(), page.title() + ": " + heading.text());
      }
    }
  }

  static List<Page> fill(List<Page> pages) {
    CrossReferences references = new CrossReferences(pages);
    return pages.stream().map(references::fill).toList();
  }

  private Page fill(Page page) {
    Document html = Jsoup.parseBodyFragment(page.html());
    html.outputSettings().prettyPrint(false);
    for (Element link : html.select("a[href]")) {
      String target = link.attr("href");
      String title = titles.get(target);
      if (title != null && link.text().equals(target.replaceAll("#.*", ""))) {
        link.text(title);
      }
    }
    return page.converted(page.title(), html.body().html());
  }
}
