package workbook.bench.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static workbook.bench.places.GreatCircle.EARTH_RADIUS_METRES;
import static workbook.bench.places.GreatCircle.metres;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

class GreatCircleTest {
  private static final double MILLIMETRE = 0.001;

  @Test
  void aQuarterMeridian() {
    assertThat(metres(degrees(0, 8.5), degrees(90, 0)))
        .isCloseTo(Math.PI / 2 * EARTH_RADIUS_METRES, within(MILLIMETRE));
  }

  @ParameterizedTest
  @CsvSource({"90, 0, -90, 0", "0, 0, 0, 180", "0, -90, 0, 90", "47.3, 8.5, -47.3, -171.5"})
  void antipodesAreHalfTheCircumferenceApart(double lat1, double lon1, double lat2, double lon2) {
    // Near antipodes a rounding error of 1e-16 in the haversine is one of 1e-8 in the angle.
    assertThat(metres(degrees(lat1, lon1), degrees(lat2, lon2)))
        .isCloseTo(Math.PI * EARTH_RADIUS_METRES, within(0.5));
  }

  @Test
  void aPointIsNoDistanceFromItself() {
    assertThat(metres(degrees(47.3, 8.5), degrees(47.3, 8.5))).isZero();
    assertThat(metres(degrees(10, 180), degrees(10, -180))).isCloseTo(0, within(MILLIMETRE));
  }

  @Test
  void theSmallestStepIsAboutACentimetre() {
    Point start = Point.getDefaultInstance();
    Point next = Point.newBuilder().setLatitude(1).build();

    assertThat(metres(start, next)).isCloseTo(0.0111195, within(0.0000001));
  }

  @Test
  void theExampleThatIsPublishedWithTheFormula() {
    // Nashville (BNA) to Los Angeles (LAX) as in Rosetta Code, "Haversine formula", R = 6371 km.
    assertThat(metres(degrees(36.12, -86.67), degrees(33.94, -118.40)))
        .isCloseTo(2_886_444.443, within(MILLIMETRE));
  }

  @Test
  void citiesAreAsFarApartAsAtlasesSay() {
    // London to New York, 5570 km; the flattening of the earth makes up to 0.5 % of difference.
    assertThat(metres(location("Europe/London"), location("America/New_York")))
        .isCloseTo(5_570_000, Percentage.withPercentage(0.5));
  }

  @Test
  void agreesWithVectorsForAllPairsOfPlaces() {
    List<Feature> places = Places.features();
    for (Feature from : places) {
      for (Feature to : places) {
        double expected = byVectors(from.getLocation(), to.getLocation());
        double actual = metres(from.getLocation(), to.getLocation());
        if (Math.abs(actual - expected) > 0.01) {
          assertThat(actual)
              .as("%s to %s", from.getName(), to.getName())
              .isCloseTo(expected, within(0.01));
        }
      }
    }
  }

  @Test
  void refusesPointsThatAreNotOnEarth() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> metres(Point.newBuilder().setLatitude(900_000_001).build(), degrees(0, 0)))
        .withMessageContaining("latitude");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> metres(degrees(0, 0), Point.newBuilder().setLongitude(-1_800_000_001).build()))
        .withMessageContaining("longitude");
  }

  /** The angle between two unit vectors, which has nothing in common with the haversine formula. */
  private static double byVectors(Point from, Point to) {
    double[] a = vector(from);
    double[] b = vector(to);
    double dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    double x = a[1] * b[2] - a[2] * b[1];
    double y = a[2] * b[0] - a[0] * b[2];
    double z = a[0] * b[1] - a[1] * b[0];
    return EARTH_RADIUS_METRES * Math.atan2(Math.sqrt(x * x + y * y + z * z), dot);
  }

  private static double[] vector(Point point) {
    double latitude = Math.toRadians(point.getLatitude() / 1e7);
    double longitude = Math.toRadians(point.getLongitude() / 1e7);
    return new double[] {
      Math.cos(latitude) * Math.cos(longitude),
      Math.cos(latitude) * Math.sin(longitude),
      Math.sin(latitude)
    };
  }

  private static Point location(String name) {
    return Places.named(name).getLocation();
  }

  private static Point degrees(double latitude, double longitude) {
    return Point.newBuilder()
        .setLatitude((int) Math.round(latitude * 1e7))
        .setLongitude((int) Math.round(longitude * 1e7))
        .build();
  }
}
