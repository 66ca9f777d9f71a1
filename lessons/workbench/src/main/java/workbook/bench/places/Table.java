package workbook.bench.places;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What both data files have in common: one place a line, columns split at single tabs, comments
 * from a {@code #} at the start of the line, no blank lines, no name twice.
 */
final class Table {
  private Table() {}

  /**
   * Reads a whole file.
   *
   * @param file what error messages call the file
   * @param text the file's content, decoded as UTF-8 with U+FFFD for what is none
   * @param row makes a place of the columns of one line; an {@link IllegalArgumentException} from
   *     it tells what is wrong with the line
   * @return the places in the order of the file, immutable
   * @throws MalformedLineException for the first line that is not right
   */
  static List<Place> read(String file, String text, Function<List<String>, Place> row) {
    List<String> lines = text.lines().toList();
    List<Place> places = new ArrayList<>();
    Map<String, Integer> lineOfName = new HashMap<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.startsWith("#")) {
        continue;
      }
      try {
        Place place = readLine(line, row);
        Integer earlier = lineOfName.putIfAbsent(place.name(), number);
        if (earlier != null) {
          throw new IllegalArgumentException(
              "the name %s stands on line %d already".formatted(place.name(), earlier));
        }
        places.add(place);
      } catch (IllegalArgumentException e) {
        throw new MalformedLineException(file, number, line, e.getMessage());
      }
    }
    return List.copyOf(places);
  }

  private static Place readLine(String line, Function<List<String>, Place> row) {
    if (line.isBlank()) {
      throw new IllegalArgumentException("the line is blank");
    }
    if (line.indexOf('\uFFFD') >= 0) {
      throw new IllegalArgumentException("the line is not UTF-8");
    }
    return row.apply(List.of(line.split("\t", -1)));
  }
}
