package workbook.site;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Finds code within a line that Asciidoctor took for markup of its own: it makes an arrow of {@code
 * ->}, and an entry of an index of what stands in double parentheses.
 */
final class CodeSpans {
  private CodeSpans() {}

  /** The code that no compiler would know again, in a page's content. */
  static List<String> garbled(String html) {
    return Jsoup.parseBodyFragment(html).select(":not(pre) > code").stream()
        .map(Element::text)
        .filter(code -> code.contains("→") || count(code, '(') != count(code, ')'))
        .toList();
  }

  private static long count(String text, char character) {
    return text.chars().filter(it -> it == character).count();
  }
}
