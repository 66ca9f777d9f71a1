package workbook.site;

import java.util.List;
import org.jsoup.Jsoup;

/**
 * A heading that can be linked to.
 *
 * @param level 2 for a section of the page, 3 for a section of a section
 */
record Heading(int level, String id, String text) {

  /** The headings of a page's content, in its order. */
  static List<Heading> in(String html) {
    return Jsoup.parseBodyFragment(html).select("h2[id], h3[id]").stream()
        .map(found -> new Heading(found.tagName().charAt(1) - '0', found.id(), found.text()))
        .toList();
  }

  /** Whether it is the heading of a step, which a reader can tick as solved. */
  boolean isStep() {
    return level == 3 && id.matches(".+-step-\\d+");
  }

  /** An item of a list that leads there from the page with this address; "" for the page itself. */
  String item(String address) {
    return "<li class=\"h%d\"><a href=\"%s#%s\">%s</a></li>"
        .formatted(level, address, id, Words.breakable(text));
  }
}
