package workbook.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ConversationSvgTest {
  private static Document drawing(String... script) {
    return Jsoup.parse(ConversationSvg.draw("a call", Script.parse(List.of(script))));
  }

  @Test
  void anArrowForEachMessageAndABoxForEachNote() {
    Document drawing =
        drawing(
            "client -> server: Point × 4",
            "server -> client: status OK",
            "note: (the call is still open)");
    assertThat(drawing.select("path.head")).hasSize(2);
    assertThat(drawing.select("rect.box")).hasSize(1);
    assertThat(drawing.select(".message").eachText()).containsExactly("Point × 4", "status OK");
  }

  @Test
  void theFirstWrongEventStandsOut() {
    Document drawing = drawing("client -> server: half-close", "! server -> client: status OK");
    assertThat(drawing.select(".wrong").eachText()).containsExactly("status OK");
    assertThat(drawing.select(".marked")).hasSize(1);
  }

  @Test
  void callsHaveAColourAndALetterEach() {
    Document drawing = drawing("A client -> server: cancel", "B client -> server: cancel");
    assertThat(drawing.select(".letter").eachText()).containsExactly("A", "B");
    assertThat(drawing.select("g.call-0, g.call-1")).hasSize(2);
  }

  @Test
  void aMessageThatNobodyReadEndsInACross() {
    Document drawing = drawing("client -> server: Point(1, 2) [never read]");
    assertThat(drawing.select("path.head")).isEmpty();
    assertThat(drawing.select("path.cross")).hasSize(1);
    assertThat(drawing.select(".remark").text()).isEqualTo("never read");
  }

  @Test
  void aLongTextTakesSeveralLinesAndNoneIsWiderThanTheDrawing() {
    Document drawing =
        drawing("server -> client: status INVALID_ARGUMENT \"<&> " + "x".repeat(90) + "\"");
    List<String> lines = drawing.select(".message").eachText();
    assertThat(lines).hasSizeGreaterThan(3).allMatch(line -> line.length() <= 38);
    assertThat(lines.get(0)).isEqualTo("status INVALID_ARGUMENT \"<&>");
  }
}
