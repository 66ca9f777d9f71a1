package workbook.proxies;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a proxy is not installed, the class is skipped and says so; where CI is true, it fails. */
final class NeedsProxies implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    List<String> missing = Program.missing();
    if (missing.isEmpty()) {
      return;
    }
    String message =
        "not installed, so the tests with real proxies are skipped: " + String.join(", ", missing);
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(message);
    }
    System.out.println(message);
    abort(message);
  }
}
