package workbook.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void everyMarkHasAnAsciiForm() {
    String ascii = Screen.ascii("✔ ✘ ○ ── Point × 500 ──▶ ◀── … · ✕ —");

    assertThat(ascii).isEqualTo("+ x o -- Point x 500 --> <-- ... - x -");
    assertThat(ascii.chars()).allMatch(character -> character < 128);
  }

  @Test
  void labelsAndMarksAreColoured() {
    assertThat(Screen.coloured("       expected   one")).contains("\u001b[1mexpected\u001b[0m");
    assertThat(Screen.coloured("  ✔ 1  one")).contains("\u001b[32m✔\u001b[0m");
    assertThat(Screen.coloured("  nothing expected here")).isEqualTo("  nothing expected here");
  }
}
