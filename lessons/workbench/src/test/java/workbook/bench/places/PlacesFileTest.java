package workbook.bench.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlacesFileTest {
  private static final List<Place> TWO =
      List.of(
          new Place("Europe/Zurich", new Coordinates(473_833_333, 85_333_333)),
          new Place("America/Lima", new Coordinates(-120_500_000, -770_500_000)));

  @Test
  void writesOnePlaceALine() {
    assertThat(PlacesFile.format(TWO).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "Europe/Zurich\t473833333\t85333333", "America/Lima\t-120500000\t-770500000");
  }

  @Test
  void readsWhatItWrote() {
    assertThat(PlacesFile.parse("places.tsv", PlacesFile.format(TWO))).isEqualTo(TWO);
  }

  static List<Arguments> malformedLines() {
    return List.of(
        Arguments.of(
            "Europe/Zurich\t473833333", "3 columns with one tab between them are expected, not 2"),
        Arguments.of(
            "Europe/Zurich\t47.38\t85333333",
            "the latitude must be a whole number of degrees times 10^7, not \"47.38\""),
        Arguments.of(
            "Europe/Zurich\t473833333\t",
            "the longitude must be a whole number of degrees times 10^7, not \"\""),
        Arguments.of(
            "Europe/Zurich\t473833333\t1800000001",
            "the longitude must be within 180 degrees of zero, not 1800000001 (degrees times"
                + " 10^7)"),
        Arguments.of("\t473833333\t85333333", "the name is empty"));
  }

  @ParameterizedTest
  @MethodSource("malformedLines")
  void namesFileLineTextAndProblem(String line, String problem) {
    MalformedLineException error =
        catchThrowableOfType(
            MalformedLineException.class, () -> PlacesFile.parse("places.tsv", "# head\n" + line));

    assertThat(error.file()).isEqualTo("places.tsv");
    assertThat(error.lineNumber()).isEqualTo(2);
    assertThat(error.line()).isEqualTo(line);
    assertThat(error.problem()).isEqualTo(problem);
  }
}
