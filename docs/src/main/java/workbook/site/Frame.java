package workbook.site;

import java.io.IOException;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/** Puts a page's content into the frame that all pages share. */
final class Frame {
  private final String template;
  private final Navigation navigation;

  Frame(List<Page> pages) throws IOException {
    navigation = new Navigation(pages);
    template = Resource.text("/site/frame.html");
  }

  String around(Page page) {
    // The content comes last, so that nothing in it is taken for a place to fill.
    return template
        .replace("{{title}}", Entities.escape(page.title()))
        .replace("{{description}}", Entities.escape(description(page)))
        .replace("{{up}}", page.up())
        .replace("{{page}}", page.address())
        .replace("{{navigation}}", navigation.book(page))
        .replace("{{contents}}", navigation.contents(page))
        .replace("{{neighbours}}", navigation.neighbours(page))
        .replace("{{content}}", page.html());
  }

  /** What a search engine shows of the page. */
  private static String description(Page page) {
    Element first = Jsoup.parseBodyFragment(page.html()).selectFirst("#preamble p");
    return first == null ? page.title() : first.text();
  }
}
