package workbook.bench.places;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a place lies, in degrees times 10<sup>7</sup>, the unit of the contract's {@code Point}.
 *
 * @param latitudeE7 positive to the north, within &plusmn;900&nbsp;000&nbsp;000
 * @param longitudeE7 positive to the east, within &plusmn;1&nbsp;800&nbsp;000&nbsp;000
 */
record Coordinates(int latitudeE7, int longitudeE7) {
  private static final int DEGREE_E7 = 10_000_000;

  /** Degrees, minutes and perhaps seconds; both halves of the text must have the same form. */
  private static final Pattern ISO_6709 =
      Pattern.compile(
          "([+-])([0-9]{2})([0-9]{2})([+-])([0-9]{3})([0-9]{2})"
              + "|([+-])([0-9]{2})([0-9]{2})([0-9]{2})([+-])([0-9]{3})([0-9]{2})([0-9]{2})");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one of the two is out of its range
   */
  Coordinates {
    requireWithin(90, latitudeE7, "latitude");
    requireWithin(180, longitudeE7, "longitude");
  }

  /**
   * Reads the two forms of ISO 6709 that the tz database uses, {@code &plusmn;DDMM&plusmn;DDDMM}
   * and {@code &plusmn;DDMMSS&plusmn;DDDMMSS}: latitude first, then longitude. The result is
   * rounded to the nearest 10<sup>-7</sup> of a degree, about a centimetre.
   *
   * @throws IllegalArgumentException if the text has neither form, minutes or seconds are 60 or
   *     more, or the latitude or longitude is out of its range; the message says which
   */
  static Coordinates parse(String text) {
    Matcher m = ISO_6709.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "coordinates must look like +DDMM+DDDMM or +DDMMSS+DDDMMSS (each sign + or -), not \""
              + text
              + "\"");
    }
    if (m.group(1) != null) {
      return new Coordinates(
          e7("latitude", 90, m.group(1), m.group(2), m.group(3), "00"),
          e7("longitude", 180, m.group(4), m.group(5), m.group(6), "00"));
    }
    return new Coordinates(
        e7("latitude", 90, m.group(7), m.group(8), m.group(9), m.group(10)),
        e7("longitude", 180, m.group(11), m.group(12), m.group(13), m.group(14)));
  }

  private static int e7(
      String what, int limit, String sign, String degrees, String minutes, String seconds) {
    long arcSeconds =
        Integer.parseInt(degrees) * 3600L
            + below60(what, "minutes", minutes) * 60L
            + below60(what, "seconds", seconds);
    if (arcSeconds > limit * 3600L) {
      throw outOfRange(what, limit, sign + degrees + " degrees " + minutes + "'" + seconds + "\"");
    }
    // 10^7 / 3600 is 25000 / 9. Ninths have no half, so adding 4 rounds to the nearest.
    int size = (int) ((arcSeconds * 25_000 + 4) / 9);
    return sign.equals("-") ? -size : size;
  }

  private static int below60(String what, String unit, String digits) {
    int value = Integer.parseInt(digits);
    if (value >= 60) {
      throw new IllegalArgumentException(
          "the %s's %s must be below 60, not %d".formatted(what, unit, value));
    }
    return value;
  }

  private static void requireWithin(int limit, int valueE7, String what) {
    if (Math.abs((long) valueE7) > (long) limit * DEGREE_E7) {
      throw outOfRange(what, limit, valueE7 + " (degrees times 10^7)");
    }
  }

  private static IllegalArgumentException outOfRange(String what, int limit, String value) {
    return new IllegalArgumentException(
        "the %s must be within %d degrees of zero, not %s".formatted(what, limit, value));
  }
}
