package workbook.site;

import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Gives each block of code a head that says what it is; the script adds the copy button there. */
final class CodeBlocks {
  private static final Map<String, String> NAMES =
      Map.of(
          "java", "Java",
          "proto", "Protocol Buffers",
          "console", "Terminal",
          "json", "JSON",
          "yaml", "YAML",
          "nginx", "NGINX",
          "text", "Text");

  private CodeBlocks() {}

  static void mend(Document page) {
    for (Element block : page.select(".listingblock")) {
      Element head = new Element("div").addClass("head");
      Element title = block.selectFirst("> .title");
      if (title == null) {
        head.appendElement("span").text(name(block));
      } else {
        head.appendChild(title);
      }
      block.prependChild(head);
    }
    mendCallouts(page);
  }

  private static String name(Element block) {
    if (block.hasClass("report")) {
      return "Report";
    }
    Element code = block.selectFirst("code[data-lang]");
    String language = code == null ? "text" : code.attr("data-lang");
    return NAMES.getOrDefault(language, language);
  }

  private static void mendCallouts(Document page) {
    // The number is drawn by the style sheet, so that it is never copied with the code.
    for (Element callout : page.select("i.conum")) {
      Element number = callout.nextElementSibling();
      if (number != null && number.tagName().equals("b")) {
        number.remove();
      }
      callout.tagName("span").text("");
    }
    for (Element list : page.select("div.colist table")) {
      Element ordered = new Element("ol");
      for (Element row : list.select("tr")) {
        ordered.appendElement("li").append(row.select("td").last().html());
      }
      list.replaceWith(ordered);
    }
  }
}
