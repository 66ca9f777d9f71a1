package workbook.clientstream;

import java.util.List;
import java.util.Set;
import workbook.proto.routeguide.Point;

/** The places that the steps of this lesson walk between, and what is known of them. */
final class Walks {
  static final Point ZURICH = point(473_833_333, 85_333_333);
  static final Point PARIS = point(488_666_667, 23_333_333);
  static final Point LONDON = point(515_083_333, -1_252_778);
  static final Point AT_SEA = point(500_000_000, -1_000_000);
  static final Point NORTH_POLE = point(900_000_000, 1_800_000_000);
  static final Point SOUTH_POLE = point(-900_000_000, -1_800_000_000);
  static final Point NOT_ON_EARTH = point(910_000_000, 0);
  static final List<Point> JUST_OFF_THE_EARTH =
      List.of(
          point(900_000_001, 0),
          point(-900_000_001, 0),
          point(0, 1_800_000_001),
          point(0, -1_800_000_001),
          point(Integer.MIN_VALUE, 0));
  static final Set<Point> FEATURES = Set.of(ZURICH, PARIS, LONDON);
  static final List<Point> ROUTE = List.of(ZURICH, PARIS, AT_SEA, LONDON);

  private Walks() {}

  static Point point(int latitude, int longitude) {
    return Point.newBuilder().setLatitude(latitude).setLongitude(longitude).build();
  }
}
