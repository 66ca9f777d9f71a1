package workbook.proof;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A wrong answer or a right variant: a folder of files that replace those of the solution,
 * described by its {@code answer.properties}.
 *
 * @param folder the overlay's root
 * @param title what it does, in a few words
 * @param step the step that must reject a wrong answer; 0 for a right variant
 * @param diagnosis the id of the diagnosis that the learner must read; empty for a right variant,
 *     and where the report only says what was seen
 * @param ordered whether its conversation has the same order in every run; {@code interleaving =
 *     free} says that its threads are free to change it, so that what is recorded is one of many
 */
record Answer(Path folder, String title, int step, String diagnosis, boolean ordered) {

  static Answer read(Path folder) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve("answer.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " has no readable answer.properties", e);
    }
    return new Answer(
        folder,
        properties.getProperty("title", ""),
        Integer.parseInt(properties.getProperty("step", "0")),
        properties.getProperty("diagnosis", ""),
        !properties.getProperty("interleaving", "").equals("free"));
  }

  /** Its Java files, in their packages. */
  List<Path> files() {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> file.toString().endsWith(".java"))
          .map(folder::relativize)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }
}
