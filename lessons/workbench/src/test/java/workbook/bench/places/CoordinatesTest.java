package workbook.bench.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {
  @ParameterizedTest
  @CsvSource({
    // 47 + 23/60 and 8 + 32/60 degrees
    "+4723+00832, 473833333, 85333333",
    "-4723+00832, -473833333, 85333333",
    "+4723-00832, 473833333, -85333333",
    "-4723-00832, -473833333, -85333333",
    // 40 + 42/60 + 51/3600 and 74 + 0/60 + 23/3600 degrees
    "+404251-0740023, 407141667, -740063889",
    "-404251+0740023, -407141667, 740063889",
    "+0000+00000, 0, 0",
    "-0000-00000, 0, 0",
    "+000001-0000001, 2778, -2778",
    "+0059+00059, 9833333, 9833333",
    "+005959+0005959, 9997222, 9997222",
    "+9000+18000, 900000000, 1800000000",
    "-900000-1800000, -900000000, -1800000000",
  })
  void readsBothFormsAndAllSigns(String text, int latitudeE7, int longitudeE7) {
    assertThat(Coordinates.parse(text)).isEqualTo(new Coordinates(latitudeE7, longitudeE7));
  }

  @ParameterizedTest
  @CsvSource({
    "+4760+00832, the latitude's minutes must be below 60, 60",
    "+4723+00860, the longitude's minutes must be below 60, 60",
    "+406051-0740023, the latitude's minutes must be below 60, 60",
    "+404260-0740023, the latitude's seconds must be below 60, 60",
    "+404251-0740075, the longitude's seconds must be below 60, 75",
    "+9001+00000, the latitude must be within 90 degrees, +90 degrees 01'00",
    "-900001+0000000, the latitude must be within 90 degrees, -90 degrees 00'01",
    "+9900+00000, the latitude must be within 90 degrees, +99 degrees",
    "+0000+18001, the longitude must be within 180 degrees, +180 degrees 01'00",
    "+000000-1800001, the longitude must be within 180 degrees, -180 degrees 00'01",
  })
  void saysWhichPartIsOutOfRange(String text, String problem, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coordinates.parse(text))
        .withMessageStartingWith(problem)
        .withMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4723+00832",
        "+4723 +00832",
        "+4723+0832",
        "+472+00832",
        "+4723+008320",
        "+4723+0083200",
        "+472300+00832",
        "+4723",
        "+47.23+008.32",
        "+4723+0083x",
        "+4723+00832/",
        "\u00b14723\u00b100832",
        "+\u0664\u0667\u0662\u0663+00832",
      })
  void namesTheFormsForAnythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coordinates.parse(text))
        .withMessageContaining("+DDMM+DDDMM or +DDMMSS+DDDMMSS")
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void checksRangesOfNumbersToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Coordinates(900_000_001, 0))
        .withMessageContaining("latitude")
        .withMessageContaining("900000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Coordinates(0, Integer.MIN_VALUE))
        .withMessageContaining("longitude")
        .withMessageContaining("-2147483648");
  }
}
