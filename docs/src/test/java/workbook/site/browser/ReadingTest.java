package workbook.site.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a reader does with the book, in a real browser and mostly by keyboard. */
@ExtendWith(NeedsBrowser.class)
class ReadingTest {
  private static final String CHAPTER = "03-client-stream.html";

  @BeforeEach
  void freshReader(Browser browser) {
    browser.open(CHAPTER);
    browser.look(1280, "light");
    browser.forgetEverything();
    browser.reload();
  }

  @Test
  void searchFindsASectionAndLeadsThere(Browser browser) {
    browser.one("body").sendKeys("/");
    assertThat(browser.focused().getDomProperty("id")).isEqualTo("query");
    browser.focused().sendKeys("half-close");
    browser.await("document.querySelectorAll('#hits a').length > 2");
    assertThat(browser.one("#hits mark").getText()).isEqualToIgnoringCase("half");
    assertThat(browser.one("#hits").getText()).contains("The half-close").contains("…");
    browser.focused().sendKeys(Keys.ARROW_DOWN);
    String found = browser.one("#hits [aria-selected=true]").getDomProperty("href");
    browser.focused().sendKeys(Keys.ENTER);
    browser.await("location.href === arguments[0]", found);
    assertThat(browser.ask("document.querySelector(':target') !== null")).isEqualTo(true);
  }

  @Test
  void whatWasFoundCanBeReadByEverybody(Browser browser) {
    browser.one("#query").sendKeys("half-close");
    browser.await("document.querySelectorAll('#hits a').length > 2");
    assertThat(browser.violations(Axe.Rules.ALL)).isEmpty();
    browser.focused().sendKeys(Keys.ARROW_DOWN);
    browser.look(1280, "dark");
    assertThat(browser.violations(Axe.Rules.ALL)).isEmpty();
  }

  @Test
  void searchSaysThatItFoundNothing(Browser browser) {
    browser.one("#query").sendKeys("xylophone");
    browser.await("/Nothing found/.test(document.querySelector('#hits').textContent)");
    browser.focused().sendKeys(Keys.ESCAPE);
    assertThat(browser.one("#hits").isDisplayed()).isFalse();
  }

  @Test
  void theThemeIsTheSystemsUntilTheReaderChooses(Browser browser) {
    String light = background(browser);
    browser.look(1280, "dark");
    browser.await("getComputedStyle(document.body).backgroundColor !== arguments[0]", light);
    browser.one(".theme").click();
    browser.await("getComputedStyle(document.body).backgroundColor === arguments[0]", light);
    browser.reload();
    assertThat(background(browser)).isEqualTo(light);
    browser.open("instructors/index.html");
    assertThat(background(browser)).isEqualTo(light);
  }

  private static String background(Browser browser) {
    return (String) browser.ask("getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void hintsUnfoldOneByOneByKeyboard(Browser browser) {
    String hints = ".sect2:has(> #client-stream-step-1) > details";
    assertThat(browser.all(hints).get(1).isDisplayed()).isFalse();
    WebElement first = browser.one(hints + " > summary");
    browser.ask("arguments[0].focus()", first);
    browser.focused().sendKeys(Keys.ENTER);
    browser.await("document.querySelector(arguments[0]).open", hints);
    browser.await("!document.querySelectorAll(arguments[0])[1].hidden", hints);
    browser.focused().sendKeys(Keys.TAB, Keys.ENTER);
    browser.await("document.querySelectorAll(arguments[0])[1].open", hints);
  }

  @Test
  void copyCopiesTheCode(Browser browser) {
    browser.open("index.html");
    browser.one(".listingblock .copy").sendKeys(Keys.ENTER);
    browser.await("document.querySelector('.listingblock .copy').textContent === 'Copied'");
    browser.one("#query").sendKeys(Keys.chord(Keys.CONTROL, "v"));
    assertThat(browser.one("#query").getDomProperty("value"))
        .isEqualTo("mvn test -pl lessons/01-unary");
  }

  @Test
  void copyLeavesTheNumbersOfTheCalloutsOut(Browser browser) {
    browser.unfoldEverything();
    browser.one(".listingblock:has(.conum) .copy").sendKeys(Keys.ENTER);
    browser.await(
        "document.querySelector('.listingblock:has(.conum) .copy').textContent === 'Copied'");
    browser.one("#query").sendKeys(Keys.chord(Keys.CONTROL, "v"));
    assertThat(browser.one("#query").getDomProperty("value"))
        .containsPattern("private double metres;\\s+private Point last;\\s+@Override");
  }

  @Test
  void progressStays(Browser browser) {
    browser.one("#client-stream-step-1 ~ .solved input").click();
    browser.one(".done input").click();
    browser.reload();
    assertThat(browser.one("#client-stream-step-1 ~ .solved input").isSelected()).isTrue();
    assertThat(browser.one("#client-stream-step-2 ~ .solved input").isSelected()).isFalse();
    browser.open("index.html");
    WebElement link = browser.one("#book a[data-page='" + CHAPTER + "']");
    assertThat(link.getDomAttribute("data-progress")).isEqualTo("1/7");
    assertThat(link.getDomAttribute("class")).isEqualTo("read");
  }

  @Test
  void theContentsFollowTheReading(Browser browser) {
    browser.open(CHAPTER + "#half-close");
    browser.await(
        "document.querySelector('.wide-only [aria-current]')?.hash === arguments[0]",
        "#half-close");
    assertThat(browser.one(".wide-only").isDisplayed()).as("on a laptop").isTrue();
  }

  @Test
  void theContentsStayInALineAboveTheTextOnAPhone(Browser browser) {
    browser.look(390, "light");
    browser.open(CHAPTER + "#half-close");
    browser.await("document.querySelector('.narrow .now').textContent === 'The half-close'");
    browser.one(".narrow summary").sendKeys(Keys.ENTER);
    browser.await("document.querySelector('.narrow').open");
    assertThat(browser.violations(Axe.Rules.ALL)).isEmpty();
    browser.one(".narrow a[href='#client-stream-check']").sendKeys(Keys.ENTER);
    browser.await("document.querySelector('.narrow .now').textContent === 'Check yourself'");
    assertThat(browser.one(".narrow a").isDisplayed()).isFalse();
  }

  @Test
  void theBookUnfoldsOnAPhone(Browser browser) {
    browser.look(390, "light");
    assertThat(browser.one("#book").isDisplayed()).isFalse();
    browser.one(".menu").sendKeys(Keys.ENTER);
    assertThat(browser.one("#book").isDisplayed()).isTrue();
    assertThat(browser.one(".menu").getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(browser.violations(Axe.Rules.ALL)).isEmpty();
  }

  @Test
  void thePageIsWholeWithoutScripts(Browser browser) {
    browser.runScripts(false);
    try {
      browser.open(CHAPTER);
      assertThat(browser.one("#book").isDisplayed()).isTrue();
      assertThat(browser.one("article h1").isDisplayed()).isTrue();
      assertThat(browser.one("#query").isDisplayed()).isFalse();
      assertThat(browser.all("article details summary"))
          .allMatch(summary -> summary.isDisplayed() || summary.getText().isEmpty());
    } finally {
      browser.runScripts(true);
    }
  }
}
