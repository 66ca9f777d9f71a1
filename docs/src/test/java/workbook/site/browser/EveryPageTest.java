package workbook.site.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for each page of the site, on a phone and on a laptop, in both themes. */
@ExtendWith(NeedsBrowser.class)
class EveryPageTest {

  static List<String> pages() throws IOException {
    Path site = Path.of("target", "site");
    try (Stream<Path> files = Files.walk(site)) {
      return files
          .map(file -> site.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".html"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void keepsToItselfAndCanBeReadByEverybody(String page, Browser browser) {
    browser.complaints();
    browser.open(page);
    browser.unfoldEverything();
    browser.thinOut();
    for (int width : List.of(1280, 390)) {
      check(browser, width, "light", Axe.Rules.ALL);
      // Nothing but colours depends on the theme.
      check(browser, width, "dark", Axe.Rules.CONTRAST);
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private static void check(Browser browser, int width, String theme, Axe.Rules rules) {
    browser.look(width, theme);
    assertThat(browser.violations(rules)).as("axe, %d pixels, %s", width, theme).isEmpty();
    assertThat(browser.ask("document.documentElement.scrollWidth"))
        .as("nothing sticks out at %d pixels", width)
        .isEqualTo(browser.ask("document.documentElement.clientWidth"));
  }
}
