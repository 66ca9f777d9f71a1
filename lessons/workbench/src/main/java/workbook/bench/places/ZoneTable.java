package workbook.bench.places;

import java.util.List;

/**
 * Reads the tz database's {@code zone1970.tab}, whose first lines describe its format: country
 * codes, coordinates, zone name and, on some lines, comments.
 */
final class ZoneTable {
  private ZoneTable() {}

  /**
   * Reads a whole table.
   *
   * @param file what error messages call the file
   * @param text the file's content
   * @return the places in the order of the file, immutable
   * @throws MalformedLineException for the first line that is not right
   */
  static List<Place> parse(String file, String text) {
    return Table.read(file, text, ZoneTable::place);
  }

  private static Place place(List<String> columns) {
    if (columns.size() < 3 || columns.size() > 4) {
      throw new IllegalArgumentException(
          "3 or 4 columns with one tab between them are expected, not " + columns.size());
    }
    if (!columns.get(0).matches("[A-Z]{2}(,[A-Z]{2})*")) {
      throw new IllegalArgumentException(
          "country codes must be two capital letters each, with commas between them, not \""
              + columns.get(0)
              + "\"");
    }
    if (columns.size() == 4 && columns.get(3).isBlank()) {
      throw new IllegalArgumentException("the comments column is there but empty");
    }
    return new Place(columns.get(2), Coordinates.parse(columns.get(1)));
  }
}
