package workbook.bench.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesGeneratorTest {
  @Test
  void theCommittedFileIsWhatTheGeneratorMakes() throws Exception {
    List<Place> places = PlacesGenerator.read(root().resolve(PlacesGenerator.ZONE_TABLE));
    List<String> made = PlacesFile.format(places).lines().toList();
    // By lines, because a check-out may have changed the line ends.
    List<String> committed = Files.readAllLines(root().resolve(PlacesGenerator.PLACES_FILE));

    List<String> missing = new ArrayList<>(made);
    missing.removeAll(committed);
    assertThat(made.equals(committed))
        .as(
            "%s is stale (%d lines are missing: %s). To mend it, run in the project's root:%n%s",
            PlacesGenerator.PLACES_FILE,
            missing.size(),
            missing.stream().limit(3).toList(),
            PlacesGenerator.COMMAND)
        .isTrue();
  }

  @Test
  void writesTheFileThatItIsTold(@TempDir Path dir) throws IOException {
    Path from = dir.resolve("zone.tab");
    Path to = dir.resolve("places.tsv");
    Files.writeString(from, "CH\t+4723+00832\tEurope/Zurich\n");

    PlacesGenerator.main(new String[] {from.toString(), to.toString()});

    assertThat(to).content().endsWith("\nEurope/Zurich\t473833333\t85333333\n");
  }

  /** The project's root, found from target/classes so that it does not matter where tests run. */
  private static Path root() throws URISyntaxException {
    Path classes =
        Path.of(PlacesGenerator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path workbench = classes.getParent().getParent();
    return workbench.getParent().getParent();
  }
}
