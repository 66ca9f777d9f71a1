package workbook.bench.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

class PlacesTest {
  @Test
  void hasAllPlacesInTheOrderOfTheTable() {
    assertThat(Places.features()).hasSize(312);
    assertThat(Places.features())
        .extracting(Feature::getName)
        .startsWith("Europe/Andorra", "Asia/Dubai")
        .endsWith("Africa/Johannesburg");
  }

  @Test
  void noTwoPlacesShareANameOrALocation() {
    assertThat(Places.features()).extracting(Feature::getName).doesNotHaveDuplicates();
    assertThat(Places.features()).extracting(Feature::getLocation).doesNotHaveDuplicates();
  }

  @Test
  void cannotBeChanged() {
    assertThatThrownBy(() -> Places.features().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void findsAPlaceByItsName() {
    assertThat(Places.named("Europe/Zurich"))
        .isEqualTo(
            Feature.newBuilder()
                .setName("Europe/Zurich")
                .setLocation(Point.newBuilder().setLatitude(473_833_333).setLongitude(85_333_333))
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "Zurich, Europe/Zurich",
    "europe/zurich, Europe/Zurich",
    "Europe/Zuerich, Europe/Zurich",
    "Zuirch, Europe/Zurich",
    "Africa/Zurich, Europe/Zurich",
    "New York, America/New_York",
  })
  void offersNearNamesForOneThatIsNotThere(String wrong, String near) {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> Places.named(wrong))
        .withMessageStartingWith(
            "There is no place named \"%s\" among the 312 places; near are ", wrong)
        .withMessageContaining(near);
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "Atlantis", "Europe/"})
  void neverOffersMoreThanThreeNames(String wrong) {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> Places.named(wrong))
        .withMessageMatching(".*; (none is near|near are [^,]+(, [^,]+){0,2})\\.");
  }

  @Test
  void saysSoWhenNoNameIsNear() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> Places.named("qqqqqqqq"))
        .withMessage("There is no place named \"qqqqqqqq\" among the 312 places; none is near.");
  }
}
