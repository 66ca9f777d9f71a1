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
 * The page that shows what the proof proves: every wrong answer with the step that rejects it and
 * its diagnosis, and every right variant. Made from the same {@code answer.properties} that the
 * proof holds against what happens, so it cannot say anything else.
 */
final class ProofPage {
  private ProofPage() {}

  private record Answer(String name, String title, int step, String diagnosis) {}

  /** The page as AsciiDoc. */
  static String source(Path root) throws IOException {
    StringBuilder lessons = new StringBuilder();
    int wrong = 0;
    int right = 0;
    for (Path lesson : folders(root.resolve("solutions"))) {
      if (lesson.getFileName().toString().matches("\\d\\d-.+")) {
        List<Answer> mistakes = answers(lesson.resolve("wrong-answers"));
        List<Answer> variants = answers(lesson.resolve("right-variants"));
        wrong += mistakes.size();
        right += variants.size();
        lesson(lessons, lesson.getFileName().toString(), mistakes, variants);
      }
    }
    return """
        = What the proof proves

        Every build runs %d wrong answers and %d right variants against the steps. A wrong answer must be
        rejected by the step named here, and its author must read this diagnosis; all earlier steps must
        accept it. A right variant must pass every step. Where one of them does not, the build fails.

        """
            .formatted(wrong, right)
        + lessons;
  }

  private static void lesson(
      StringBuilder text, String name, List<Answer> mistakes, List<Answer> variants) {
    text.append(
        "[#proof-%s]\n== %s: %d wrong, %d right\n\n"
            .formatted(name, name, mistakes.size(), variants.size()));
    text.append("[cols=\"1,6,5\",options=\"header\"]\n|===\n|Step |Wrong answer |Diagnosis\n\n");
    for (Answer mistake : mistakes) {
      text.append("|%d |%s |%s\n".formatted(mistake.step(), mistake.title(), diagnosis(mistake)));
    }
    text.append("|===\n\nAccepted by every step:\n\n");
    variants.forEach(variant -> text.append("* ").append(variant.title()).append('\n'));
    text.append('\n');
  }

  private static String diagnosis(Answer mistake) {
    return mistake.diagnosis().isEmpty()
        ? "none: the report says what was seen"
        : "xref:../diagnoses.adoc#%s[%s]"
            .formatted(mistake.diagnosis(), mistake.diagnosis().replace('-', ' '));
  }

  private static List<Answer> answers(Path folder) throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (Path answer : folders(folder)) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(answer.resolve("answer.properties"))) {
        properties.load(in);
      }
      answers.add(
          new Answer(
              answer.getFileName().toString(),
              properties.getProperty("title"),
              Integer.parseInt(properties.getProperty("step", "0")),
              properties.getProperty("diagnosis", "")));
    }
    answers.sort(Comparator.comparingInt(Answer::step).thenComparing(Answer::name));
    return answers;
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
