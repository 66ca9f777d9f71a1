package workbook.bench.places;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns the tz database's {@code zone1970.tab} into {@code places.tsv}, the data file that {@link
 * Places} reads. To bring in a newer table, put it in the place of {@value #ZONE_TABLE} and run, in
 * the project's root:
 *
 * <pre>
 * mvn -q compile -pl lessons/workbench
 * java -cp lessons/workbench/target/classes workbook.bench.places.PlacesGenerator
 * </pre>
 *
 * <p>Two arguments, if given, name the table to read and the file to write.
 */
public final class PlacesGenerator {
  static final String ZONE_TABLE = "lessons/workbench/src/main/data/zone1970.tab";
  static final String PLACES_FILE =
      "lessons/workbench/src/main/resources/workbook/bench/places/places.tsv";

  /** What to type, in the project's root, when {@code places.tsv} is stale. */
  static final String COMMAND =
      """
      mvn -q compile -pl lessons/workbench
      java -cp lessons/workbench/target/classes workbook.bench.places.PlacesGenerator
      """;

  private PlacesGenerator() {}

  /**
   * Writes the file and says so. Ends with status 1 and one message, no stack trace, when the table
   * cannot be read, has a malformed line, or the result cannot be written; nothing is written then.
   */
  public static void main(String[] args) {
    if (args.length != 0 && args.length != 2) {
      fail("Two arguments are expected, the table to read and the file to write, or none.");
    }
    Path from = Path.of(args.length == 0 ? ZONE_TABLE : args[0]);
    Path to = Path.of(args.length == 0 ? PLACES_FILE : args[1]);
    try {
      List<Place> places = read(from);
      Files.writeString(to, PlacesFile.format(places));
      System.out.println(places.size() + " places written to " + to);
    } catch (MalformedLineException e) {
      fail(e.getMessage());
    } catch (NoSuchFileException e) {
      fail("There is no " + e.getFile() + ". Run this in the project's root or name both files.");
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  /**
   * Reads a zone table.
   *
   * @throws IOException if the file cannot be read
   * @throws MalformedLineException for the first line that is not right
   */
  static List<Place> read(Path zoneTable) throws IOException {
    // This decoding puts U+FFFD for bad bytes, so that the reader can name the line they stand on.
    String text = new String(Files.readAllBytes(zoneTable), StandardCharsets.UTF_8);
    return ZoneTable.parse(zoneTable.toString(), text);
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }
}
