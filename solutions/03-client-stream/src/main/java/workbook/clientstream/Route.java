package workbook.clientstream;

import workbook.proto.routeguide.Point;

/** The geometry of a route. */
public final class Route {
  /** The mean radius of the earth in metres. */
  private static final double EARTH_RADIUS = 6_371_000;

  private static final double E7 = 1e7;

  private Route() {}

  /**
   * The great-circle distance in metres, by the haversine formula: a = sin²(Δφ/2) + cos φ₁ · cos φ₂
   * · sin²(Δλ/2); distance = 2R · asin √a, angles in radians.
   */
  public static double metres(Point from, Point to) {
    double lat1 = Math.toRadians(from.getLatitude() / E7);
    double lat2 = Math.toRadians(to.getLatitude() / E7);
    double dLat = lat2 - lat1;
    double dLon = Math.toRadians(to.getLongitude() / E7) - Math.toRadians(from.getLongitude() / E7);
    double a =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, a)));
  }

  /** Whether a point lies on earth: latitude within 90 degrees, longitude within 180. */
  public static boolean isOnEarth(Point point) {
    return Math.abs((long) point.getLatitude()) <= 900_000_000L
        && Math.abs((long) point.getLongitude()) <= 1_800_000_000L;
  }
}
