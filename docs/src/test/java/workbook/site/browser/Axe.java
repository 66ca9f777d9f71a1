package workbook.site.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.JavascriptExecutor;

/** Deque's checks for what keeps people with disabilities from reading a page. */
final class Axe {
  // Pages from the file system cannot fetch their style sheets, which preload would try.
  private static final String RUN =
      """
      const [options, done] = arguments;
      axe.run(document, {preload: false, resultTypes: ['violations'], ...options}).then(
        (found) => done(found.violations.flatMap((rule) =>
          rule.nodes.map((node) => rule.id + ': ' + node.target + ' ' + node.failureSummary))),
        (failed) => done(['axe failed: ' + failed]));
      """;

  private static final Map<String, Boolean> ON = Map.of("enabled", true);

  /** Which of its rules, as axe is told. It looks at the size of what is clicked only if asked. */
  enum Rules {
    ALL(Map.of("rules", Map.of("target-size", ON))),
    CONTRAST(Map.of("runOnly", List.of("color-contrast")));

    private final Map<String, ?> options;

    Rules(Map<String, ?> options) {
      this.options = options;
    }
  }

  private Axe() {}

  static List<String> violations(JavascriptExecutor page, Rules rules) {
    if (!Boolean.TRUE.equals(page.executeScript("return 'axe' in window"))) {
      page.executeScript(script());
    }
    List<?> found = (List<?>) page.executeAsyncScript(RUN, rules.options);
    return found.stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
