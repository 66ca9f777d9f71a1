package workbook.site;

import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/** The lists of links around a page: the whole book, this page, and its neighbours. */
final class Navigation {
  /** A page and its headings, which every other page's side bar shows. */
  private record Entry(Page page, List<Heading> headings) {}

  private final List<Entry> entries;

  Navigation(List<Page> pages) {
    entries = pages.stream().map(page -> new Entry(page, Heading.in(page.html()))).toList();
  }

  /** The side bar's list of all pages and their sections. */
  String book(Page current) {
    StringBuilder html = new StringBuilder();
    String group = "";
    for (Entry entry : entries) {
      if (!entry.page().group().equals(group)) {
        html.append(group.isEmpty() ? "" : "</ul>\n");
        group = entry.page().group();
        html.append("<p class=\"group\">").append(group).append("</p>\n<ul>\n");
      }
      html.append(page(entry, current));
    }
    return html.append("</ul>").toString();
  }

  private static String page(Entry entry, Page current) {
    Page page = entry.page();
    boolean here = page.address().equals(current.address());
    long steps = entry.headings().stream().filter(Heading::isStep).count();
    return "<li><a href=\"%s\"%s data-page=\"%s\"%s>%s</a>%s</li>\n"
        .formatted(
            current.up() + page.address(),
            here ? " aria-current=\"page\"" : "",
            page.address(),
            steps == 0 ? "" : " data-steps=\"" + steps + "\"",
            Entities.escape(name(page)),
            sections(entry, here, here ? "" : current.up() + page.address()));
  }

  /** The page's title, without what the heading above it says already. */
  private static String name(Page page) {
    return page.title().replace(", for instructors", "");
  }

  private static String sections(Entry entry, boolean open, String address) {
    String items =
        entry.headings().stream()
            .filter(heading -> heading.level() == 2)
            .map(heading -> heading.item(address))
            .collect(Collectors.joining());
    return items.isEmpty()
        ? ""
        : "<details%s><summary><span class=\"unseen\">Sections of %s</span></summary><ul>%s</ul></details>"
            .formatted(open ? " open" : "", Entities.escape(entry.page().title()), items);
  }

  /** All sections of the page. */
  String contents(Page page) {
    return entries.get(indexOf(page)).headings().stream()
        .map(heading -> heading.item(""))
        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
  }

  /** The pages before and after this one. */
  String neighbours(Page page) {
    int here = indexOf(page);
    String before = here == 0 ? "" : neighbour(page, here - 1, "Previous", "prev");
    return here + 1 == entries.size() ? before : before + neighbour(page, here + 1, "Next", "next");
  }

  private String neighbour(Page from, int index, String word, String rel) {
    Page to = entries.get(index).page();
    return "<a rel=\"%s\" href=\"%s\"><span>%s</span> %s</a>\n"
        .formatted(rel, from.up() + to.address(), word, Entities.escape(to.title()));
  }

  private int indexOf(Page page) {
    return entries.stream().map(entry -> entry.page().address()).toList().indexOf(page.address());
  }
}
