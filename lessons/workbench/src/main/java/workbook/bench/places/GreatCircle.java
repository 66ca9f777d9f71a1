package workbook.bench.places;

import workbook.proto.routeguide.Point;

/** Distances along the surface of a round earth, for tests to compare a learner's with. */
public final class GreatCircle {
  /**
   * The earth's mean radius in metres: the 6&nbsp;371&nbsp;008.8 m of the Geodetic Reference System
   * 1980 (H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74, 2000), rounded to
   * whole kilometres as the public RouteGuide servers do.
   */
  public static final double EARTH_RADIUS_METRES = 6_371_000;

  private GreatCircle() {}

  /**
   * The shortest way from one point to another over a sphere of {@link #EARTH_RADIUS_METRES}. The
   * real earth is flattened, which makes up to about 0.5 % of difference to a surveyed distance.
   *
   * <p>The haversine formula, accurate for small distances too, where the law of cosines is not (R.
   * W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, no. 2, 1984, p. 159).
   *
   * @param from in degrees times 10<sup>7</sup>, latitude within &plusmn;90 degrees and longitude
   *     within &plusmn;180
   * @param to likewise
   * @return metres, from 0 to half the circumference, about 20&nbsp;015&nbsp;087
   * @throws IllegalArgumentException if a coordinate is out of its range
   */
  public static double metres(Point from, Point to) {
    checkRange(from);
    checkRange(to);
    double phi1 = radians(from.getLatitude());
    double phi2 = radians(to.getLatitude());
    double sinHalfPhi = Math.sin((phi2 - phi1) / 2);
    double sinHalfLambda =
        Math.sin((radians(to.getLongitude()) - radians(from.getLongitude())) / 2);
    double haversine =
        sinHalfPhi * sinHalfPhi + Math.cos(phi1) * Math.cos(phi2) * sinHalfLambda * sinHalfLambda;
    // Rounding may lift the haversine of antipodes above 1, where asin has no value.
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }

  private static void checkRange(Point point) {
    new Coordinates(point.getLatitude(), point.getLongitude());
  }

  private static double radians(int degreesE7) {
    return Math.toRadians(degreesE7 / 1e7);
  }
}
