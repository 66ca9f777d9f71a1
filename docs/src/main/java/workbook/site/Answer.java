package workbook.site;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A wrong answer or a right variant of the solutions module, as its {@code answer.properties}
 * tells.
 *
 * @param title what is wrong in it, or different, in a few words
 * @param step the number of the step that rejects it; 0 for a right variant
 * @param diagnosis the id of the diagnosis that its learner is told; empty where there is none
 */
record Answer(Path folder, String title, int step, String diagnosis) {

  /** The folders of the solved lessons, in reading order. */
  static List<Path> lessons(Path root) throws IOException {
    return folders(root.resolve("solutions")).stream()
        .filter(folder -> folder.getFileName().toString().matches("\\d\\d-.+"))
        .toList();
  }

  /** The answers that have a folder each in this one, by step and name. */
  static List<Answer> in(Path parent) throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (Path folder : folders(parent)) {
      answers.add(read(folder));
    }
    answers.sort(Comparator.comparingInt(Answer::step).thenComparing(Answer::folder));
    return answers;
  }

  private static Answer read(Path folder) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve("answer.properties"))) {
      properties.load(in);
    }
    return new Answer(
        folder,
        properties.getProperty("title"),
        Integer.parseInt(properties.getProperty("step", "0")),
        properties.getProperty("diagnosis", ""));
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(parent)) {
      return found.filter(Files::isDirectory).sorted().toList();
    }
  }
}
