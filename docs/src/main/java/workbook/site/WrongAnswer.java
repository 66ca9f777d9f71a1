package workbook.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A wrong answer of the solutions module: an example of a diagnosis.
 *
 * @param title what is wrong in it, in a few words
 * @param diagnosis the id of the diagnosis that its learner is told; empty where there is none
 * @param mistake the file with the mistake
 * @param conversation the recorded conversation
 */
record WrongAnswer(String title, String diagnosis, Path mistake, Path conversation) {

  /** All that have both a marked mistake and a recorded conversation, in reading order. */
  static List<WrongAnswer> all(Path solutions) throws IOException {
    if (!Files.isDirectory(solutions)) {
      return List.of();
    }
    List<WrongAnswer> answers = new ArrayList<>();
    try (Stream<Path> files =
        Files.find(solutions, 4, (file, is) -> file.endsWith("answer.properties"))) {
      for (Path file :
          files.filter(f -> f.toString().contains("wrong-answers")).sorted().toList()) {
        read(file, answers);
      }
    }
    return answers;
  }

  private static void read(Path file, List<WrongAnswer> answers) throws IOException {
    Properties properties = new Properties();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Path conversation = file.resolveSibling("conversation.txt");
    for (Path mistake : mistakes(file.getParent())) {
      if (Files.exists(conversation)) {
        answers.add(
            new WrongAnswer(
                properties.getProperty("title"),
                properties.getProperty("diagnosis", ""),
                mistake,
                conversation));
        return;
      }
    }
  }

  private static List<Path> mistakes(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        if (Files.readString(file).contains("tag::mistake[]")) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** A folded block with the code and what was said on the wire. */
  String source() {
    return """
        .For example: %s
        [%%collapsible]
        ====
        [source,java]
        ----
        include::%s[tag=mistake,indent=0]
        ----

        conversation::%s[title="What was said on the wire"]
        ====

        """
        .formatted(
            title,
            mistake.toString().replace('\\', '/'),
            conversation.toString().replace('\\', '/'));
  }
}
