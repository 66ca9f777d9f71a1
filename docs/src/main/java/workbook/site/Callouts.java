package workbook.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Finds listings whose numbers do not count upwards to that of the last item in the list below.
 * Asciidoctor only warns of an item without its number, and a region of Java code may be shown in
 * more listings than one.
 */
final class Callouts {
  private Callouts() {}

  /** What is wrong, in a page's content, a line each. */
  static List<String> unexplained(String html) {
    List<String> found = new ArrayList<>();
    for (Element listing : Jsoup.parseBodyFragment(html).select(".listingblock:has(.conum)")) {
      // The same item may explain several lines.
      List<Integer> numbers =
          listing.select("i.conum").eachAttr("data-value").stream()
              .map(Integer::valueOf)
              .distinct()
              .toList();
      Element list = listing.nextElementSibling();
      int items = list != null && list.hasClass("colist") ? list.select("tr").size() : 0;
      if (!numbers.equals(IntStream.rangeClosed(1, items).boxed().toList())) {
        found.add(
            "a listing has the callouts %s and a list of %d below: %s"
                .formatted(numbers, items, listing.text().lines().findFirst().orElse("")));
      }
    }
    return found;
  }
}
