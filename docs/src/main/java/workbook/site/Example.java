package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wrong answer that can be shown as the example of its diagnosis.
 *
 * @param mistake the file with the mistake between marks
 * @param conversation the recorded conversation
 */
record Example(Answer answer, Path mistake, Path conversation) {

  /** All wrong answers that have both a marked mistake and a recorded conversation. */
  static List<Example> all(Path root) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (Path lesson : Answer.lessons(root)) {
      for (Answer answer : Answer.in(lesson.resolve("wrong-answers"))) {
        Path conversation = answer.folder().resolve("conversation.txt");
        if (Files.exists(conversation)) {
          mistake(answer.folder())
              .ifPresent(file -> examples.add(new Example(answer, file, conversation)));
        }
      }
    }
    return examples;
  }

  private static Optional<Path> mistake(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        if (Files.readString(file).contains("tag::mistake[]")) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** A folded block with the code and what was said on the wire, as AsciiDoc. */
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
        .formatted(answer.title(), withSlashes(mistake), withSlashes(conversation));
  }

  /** Also on Windows. */
  private static String withSlashes(Path file) {
    return file.toString().replace('\\', '/');
  }
}
