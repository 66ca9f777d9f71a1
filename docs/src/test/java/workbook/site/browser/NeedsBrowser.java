package workbook.site.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Browser}, one for each test class. Where there is none on the machine, the
 * class is skipped and says so; where CI is true, it fails.
 */
final class NeedsBrowser implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final Path SITE = Path.of("target", "site");
  private static final String MISSING =
      "no Chromium with its chromedriver on the PATH: the tests in a browser are skipped";

  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Browser.Programs> programs = Browser.find();
    if (programs.isPresent()) {
      browser = new Browser(programs.get(), SITE);
    } else if (Boolean.parseBoolean(System.getenv("CI"))) {
      fail(MISSING);
    } else {
      System.out.println(MISSING);
      abort(MISSING);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (browser != null) {
      browser.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return browser;
  }
}
