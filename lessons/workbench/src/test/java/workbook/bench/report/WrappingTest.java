package workbook.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {

  @Test
  void breaksAtBlanksAndFillsTheWidth() {
    assertThat(Wrapping.wrap("one two three", 7)).containsExactly("one two", "three");
  }

  @Test
  void neverBreaksAWord() {
    assertThat(Wrapping.wrap("a/very/long/path b", 5)).containsExactly("a/very/long/path", "b");
  }

  @Test
  void keepsTheLinesOfTheText() {
    assertThat(Wrapping.wrap("one\n\ntwo", 80)).containsExactly("one", "", "two");
  }
}
