package workbook.site;

import java.util.Locale;
import org.jsoup.nodes.Entities;

/** Small things about texts. */
final class Words {
  private Words() {}

  /** The text with a capital at its beginning, unless it begins with a name such as onNext. */
  static String sentence(String text) {
    String first = text.split("[ ,:;]", 2)[0];
    return first.matches("[a-z'’-]+")
        ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
        : text;
  }

  /** As HTML, with places to break a line in names such as onNext or round_robin. */
  static String breakable(String text) {
    return Entities.escape(text)
        .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\w_)(?=\\p{Ll})|(?<=\\w\\.)(?=\\w)", "<wbr>");
  }

  /** The title of an AsciiDoc text. */
  static String title(String source) {
    return source
        .lines()
        .filter(line -> line.startsWith("= "))
        .findFirst()
        .map(line -> line.substring(2).strip())
        .orElseThrow(() -> new IllegalArgumentException("a page without a title: " + source));
  }
}
