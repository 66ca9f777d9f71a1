package workbook.site;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Mends what Asciidoctor's HTML lacks for a keyboard, a screen reader or a narrow screen. */
final class Semantics {
  private Semantics() {}

  static void mend(Document page) {
    // A block that scrolls must be reachable by keyboard.
    page.select("pre").attr("tabindex", "0");
    for (Element table : page.select("table.tableblock")) {
      table.wrap("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"table\"></div>");
    }
    // An admonition is no table.
    for (Element block : page.select("div.admonitionblock")) {
      Element content = block.selectFirst("td.content");
      String kind =
          block.classNames().stream()
              .filter(n -> !n.equals("admonitionblock"))
              .findFirst()
              .orElse("note");
      Element aside = new Element("aside").addClass("admonition").addClass(kind);
      aside.appendElement("p").addClass("kind").text(kind);
      aside.append(content == null ? "" : content.html());
      block.replaceWith(aside);
    }
    // Callouts are numbers beside the code and must not be copied with it.
    for (Element callout : page.select("i.conum")) {
      callout.tagName("span").attr("aria-hidden", "true").text("");
    }
    page.select("b:matchesOwn(^\\(\\d+\\)$)").remove();
    for (Element list : page.select("div.colist table")) {
      Element ordered = new Element("ol");
      for (Element row : list.select("tr")) {
        ordered.appendElement("li").append(row.select("td").last().html());
      }
      list.replaceWith(ordered);
    }
    page.select("colgroup").remove();
  }
}
