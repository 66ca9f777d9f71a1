package workbook.site.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Chromium without a window that has the built site open from the file system, as a reader's
 * browser may have it. It remembers what the pages asked for and complained of.
 */
final class Browser implements AutoCloseable {
  private static final Pattern REQUESTED =
      Pattern.compile("\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");

  /**
   * Warns that it knows the newest Chromium's protocol only in part; this class uses little of it.
   */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  private final ChromeDriver driver;
  private final Path site;

  /** Programs of a browser and its driver, of the same version. */
  record Programs(Path chromium, Path driver) {}

  /**
   * @param site the folder with the built site
   */
  Browser(Programs programs, Path site) {
    DEVTOOLS.setLevel(Level.SEVERE);
    this.site = site.toAbsolutePath().normalize();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(programs.chromium().toFile());
    // Containers, where this mostly runs, allow no sandbox and have a small /dev/shm.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    // Whatever would leave the machine fails at once.
    options.addArguments(
        "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(programs.driver().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
  }

  /** The programs on this machine's path, if there are any. */
  static Optional<Programs> find() {
    Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome", "chrome");
    return onPath("chromedriver").flatMap(d -> chromium.map(c -> new Programs(c, d)));
  }

  private static Optional<Path> onPath(String... names) {
    String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    return Stream.of(names)
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page of the site, such as {@code index.html} or {@code setup.html#check}. */
  void open(String address) {
    String[] parts = address.split("#", 2);
    String anchor = parts.length == 2 ? "#" + parts[1] : "";
    driver.get(site.resolve(parts[0]).toUri() + anchor);
  }

  void reload() {
    driver.navigate().refresh();
  }

  /**
   * Width in CSS pixels, and the theme that the system asks for: light or dark. Waits until the
   * page has heard of both, since the protocol answers before.
   */
  void look(int width, String theme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    await(
        "matchMedia('(width: ' + arguments[0] + 'px)').matches"
            + " && matchMedia('(prefers-color-scheme: ' + arguments[1] + ')').matches",
        width,
        theme);
  }

  void runScripts(boolean run) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  void forgetEverything() {
    driver.executeScript("localStorage.clear()");
  }

  /** Opens all that is folded, hints that wait for their turn included. */
  void unfoldEverything() {
    driver.executeScript(
        "document.querySelectorAll('details').forEach(it => { it.hidden = false; it.open = true; })");
  }

  /**
   * Leaves the first few coloured listings and drawings and makes the others plain: each has
   * hundreds of elements in the same few looks, and axe would spend a minute on them.
   */
  void thinOut() {
    driver.executeScript(
        """
        document.querySelectorAll('pre > code').forEach((it, i) => {
          if (i >= 8) it.textContent = it.textContent;
        });
        document.querySelectorAll('.conversation svg').forEach((it, i) => {
          if (i >= 8) it.replaceChildren();
        });
        """);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  String address() {
    return driver.getCurrentUrl();
  }

  Object ask(String expression, Object... arguments) {
    return driver.executeScript("return " + expression, arguments);
  }

  /** Waits until a JavaScript expression is true; fails after some seconds. */
  void await(String expression, Object... arguments) {
    new WebDriverWait(driver, Duration.ofSeconds(20))
        .withMessage("waited for " + expression)
        .until(any -> Boolean.TRUE.equals(ask(expression, arguments)));
  }

  /** What axe finds wrong with the page as it is shown now. */
  List<String> violations(Axe.Rules rules) {
    return Axe.violations(driver, rules);
  }

  /** Since the last time: what the console said, and what was asked for outside the site. */
  List<String> complaints() {
    List<String> found = new ArrayList<>();
    for (LogEntry said : driver.manage().logs().get(LogType.BROWSER)) {
      found.add("console: " + said.getMessage());
    }
    String home = site.toUri().toString();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Matcher requested = REQUESTED.matcher(entry.getMessage());
      if (requested.find() && !requested.group(1).startsWith(home)) {
        found.add("request: " + requested.group(1));
      }
    }
    return found;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
