package workbook.bench.places;

import java.util.List;

/**
 * The format of {@code places.tsv}: name, latitude and longitude with a tab between them, both in
 * whole degrees times 10<sup>7</sup>.
 */
final class PlacesFile {
  private static final String HEADER =
      """
      # Made from zone1970.tab (public domain) by PlacesGenerator. Change that file, not this one.
      # name\tlatitude\tlongitude, both in degrees times 10^7
      """;

  private PlacesFile() {}

  /** Writes the places in their order, lines ended by a single line feed on every system. */
  static String format(List<Place> places) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Place place : places) {
      text.append(place.name())
          .append('\t')
          .append(place.at().latitudeE7())
          .append('\t')
          .append(place.at().longitudeE7())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @param file what error messages call the file
   * @param text the file's content
   * @return the places in the order of the file, immutable
   * @throws MalformedLineException for the first line that is not right
   */
  static List<Place> parse(String file, String text) {
    return Table.read(file, text, PlacesFile::place);
  }

  private static Place place(List<String> columns) {
    if (columns.size() != 3) {
      throw new IllegalArgumentException(
          "3 columns with one tab between them are expected, not " + columns.size());
    }
    return new Place(
        columns.get(0),
        new Coordinates(number("latitude", columns.get(1)), number("longitude", columns.get(2))));
  }

  private static int number(String what, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the %s must be a whole number of degrees times 10^7, not \"%s\"".formatted(what, text),
          e);
    }
  }
}
