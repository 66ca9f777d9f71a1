package workbook.unary;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Places that the steps ask for, and a store that has one of them. */
final class Samples {
  static final Point ZURICH = point(473_833_333, 85_333_333);
  static final Point AT_SEA = point(100_000_000, -300_000_000);
  static final Feature ZURICH_FEATURE =
      Feature.newBuilder().setName("Europe/Zurich").setLocation(ZURICH).build();

  private Samples() {}

  static Point point(int latitude, int longitude) {
    return Point.newBuilder().setLatitude(latitude).setLongitude(longitude).build();
  }

  /** Knows Zurich and notes what it was asked. */
  static final class Store implements FeatureStore {
    final List<Point> asked = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Feature> find(Point location) {
      asked.add(location);
      return location.equals(ZURICH) ? Optional.of(ZURICH_FEATURE) : Optional.empty();
    }
  }
}
