package workbook.bench.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneTableTest {
  private static final String GOOD = "AD\t+4230+00131\tEurope/Andorra\n";

  @Test
  void readsLinesWithAndWithoutComments() {
    String text =
        """
        # a comment
        AD\t+4230+00131\tEurope/Andorra
        #@AQ\tAntarctica/
        US\t+404251-0740023\tAmerica/New_York\tEastern (most areas)
        """;

    assertThat(ZoneTable.parse("a.tab", text))
        .containsExactly(
            new Place("Europe/Andorra", new Coordinates(425_000_000, 15_166_667)),
            new Place("America/New_York", new Coordinates(407_141_667, -740_063_889)));
  }

  @Test
  void readsWindowsLineEndsAndALastLineWithoutOne() {
    assertThat(
            ZoneTable.parse(
                "a.tab", "AD\t+4230+00131\tEurope/Andorra\r\nCH\t+4723+00832\tEurope/Zurich"))
        .extracting(Place::name)
        .containsExactly("Europe/Andorra", "Europe/Zurich");
  }

  static List<Arguments> malformedLines() {
    return List.of(
        Arguments.of("", "the line is blank"),
        Arguments.of("\t\t", "the line is blank"),
        Arguments.of(
            "CH\t+4723+00832", "3 or 4 columns with one tab between them are expected, not 2"),
        Arguments.of(
            "CH +4723+00832 Europe/Zurich",
            "3 or 4 columns with one tab between them are expected, not 1"),
        Arguments.of(
            "CH\t+4723+00832\tEurope/Zurich\tx\ty",
            "3 or 4 columns with one tab between them are expected, not 5"),
        Arguments.of("CH\t+4723+00832\tEurope/Zurich\t", "the comments column is there but empty"),
        Arguments.of(
            "\t+4723+00832\tEurope/Zurich", "country codes must be two capital letters each"),
        Arguments.of(
            "CH,D\t+4723+00832\tEurope/Zurich", "country codes must be two capital letters each"),
        Arguments.of(
            "ch\t+4723+00832\tEurope/Zurich", "country codes must be two capital letters each"),
        Arguments.of(
            "CH\t4723+00832\tEurope/Zurich",
            "coordinates must look like +DDMM+DDDMM or +DDMMSS+DDDMMSS"),
        Arguments.of(
            "CH\t+4775+00832\tEurope/Zurich", "the latitude's minutes must be below 60, not 75"),
        Arguments.of(
            "CH\t+4723+18100\tEurope/Zurich", "the longitude must be within 180 degrees of zero"),
        Arguments.of("CH\t+4723+00832\t", "the name is empty"),
        Arguments.of("CH\t+4723+00832\tEurope/", "a name must be words of letters"),
        Arguments.of("CH\t+4723+00832\tEurope//Zurich", "a name must be words of letters"),
        Arguments.of("CH\t+4723+00832\tEurope/Zurich ", "a name must be words of letters"),
        Arguments.of("CH\t+4723+00832\tEurope/Z\u00fcrich", "a name must be words of letters"),
        Arguments.of("CH\t+4723+00832\tEurope/Zurich\tB\ufffdsingen", "the line is not UTF-8"),
        Arguments.of(
            "CH\t+4723+00832\tEurope/Andorra", "the name Europe/Andorra stands on line 2 already"));
  }

  @ParameterizedTest
  @MethodSource("malformedLines")
  void namesFileLineTextAndProblem(String line, String problem) {
    MalformedLineException error =
        catchThrowableOfType(
            MalformedLineException.class,
            () -> ZoneTable.parse("some/zone1970.tab", "# head\n" + GOOD + line + "\n" + "ZZ\n"));

    assertThat(error.file()).isEqualTo("some/zone1970.tab");
    assertThat(error.lineNumber()).isEqualTo(3);
    assertThat(error.line()).isEqualTo(line);
    assertThat(error.problem()).startsWith(problem);
    assertThat(error)
        .hasMessage(
            "some/zone1970.tab, line 3: %s%n  %s", error.problem(), line.replace("\t", "\\t"));
  }

  @Test
  void bytesThatAreNotUtf8AreAMalformedLineOfTheFile(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("zone1970.tab");
    Files.write(
        file,
        (GOOD + "BR\t-0127-04829\tAmerica/Belem\tPar\u00e1\n")
            .getBytes(StandardCharsets.ISO_8859_1));

    MalformedLineException error =
        catchThrowableOfType(MalformedLineException.class, () -> PlacesGenerator.read(file));

    assertThat(error.file()).isEqualTo(file.toString());
    assertThat(error.lineNumber()).isEqualTo(2);
    assertThat(error.problem()).isEqualTo("the line is not UTF-8");
  }
}
