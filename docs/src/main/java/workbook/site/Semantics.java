package workbook.site;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Mends what Asciidoctor's HTML lacks for a keyboard, a screen reader or a narrow screen. */
final class Semantics {
  private Semantics() {}

  static void mend(Document page) {
    // A block that scrolls must be reachable by keyboard.
    page.select("pre").attr("tabindex", "0");
    for (Element table : page.select("table.tableblock")) {
      Element scroller = new Element("div").addClass("wide").attr("tabindex", "0");
      scroller.attr("role", "group").attr("aria-label", label(table));
      table.wrap(scroller.outerHtml());
      nameCells(table);
    }
    page.select("th").attr("scope", "col");
    page.select("colgroup").remove();
    page.select("td code").forEach(Semantics::mayBreak);
    for (Element block : page.select("div.admonitionblock")) {
      block.replaceWith(note(block));
    }
    for (Element outside : page.select("a[href^=http]")) {
      outside.attr("rel", "noreferrer");
    }
  }

  /** In a narrow column, a long name breaks where a word in it ends. */
  private static void mayBreak(Element code) {
    for (TextNode text : code.textNodes()) {
      text.after(Words.breakable(text.getWholeText()));
      text.remove();
    }
  }

  /** An admonition is no table. */
  private static Element note(Element block) {
    block.removeClass("admonitionblock");
    String kind = block.className().split(" ")[0];
    Element note = new Element("div").attr("role", "note").addClass("admonition").addClass(kind);
    if (block.hasAttr("id")) {
      note.attr("id", block.id());
    }
    note.appendElement("p").addClass("kind").text(Words.sentence(kind));
    Element content = block.selectFirst("td.content");
    note.append(content.children().isEmpty() ? "<p>" + content.html() + "</p>" : content.html());
    return note;
  }

  /** On a phone the cells of a row stand below each other, each under the name of its column. */
  private static void nameCells(Element table) {
    List<String> heads = table.select("thead th").eachText();
    for (Element row : table.select("tbody tr")) {
      List<Element> cells = row.children();
      for (int i = 0; i < Math.min(heads.size(), cells.size()); i++) {
        cells.get(i).attr("data-head", heads.get(i));
        if (cells.get(i).text().matches("\\d+")) {
          cells.get(i).addClass("number");
        }
      }
    }
  }

  private static String label(Element table) {
    Element caption = table.selectFirst("caption");
    return caption == null
        ? "Table: " + String.join(", ", table.select("th").eachText())
        : caption.text();
  }
}
