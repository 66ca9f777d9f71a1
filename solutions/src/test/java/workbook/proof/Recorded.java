package workbook.proof;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import workbook.bench.lesson.Book;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

/**
 * The reports and conversations that the chapters show. They are kept beside the code that they
 * come from and compared on every run, so no chapter shows what no longer happens; {@code mvn
 * verify -pl solutions -Drecord} writes them anew.
 */
final class Recorded {
  private static final boolean WRITE = System.getProperty("record") != null;

  private Recorded() {}

  /** What a learner reads of an answer's first failing step, and its conversation. */
  static void rejected(Answer answer, Outcome first) throws IOException {
    if (!WRITE && !answer.ordered()) {
      return;
    }
    List<String> report = new ArrayList<>();
    for (String line : first.lines()) {
      // The address depends on where the workbook lies and on whether the site is built.
      if (!line.startsWith("read ")) {
        report.add(line);
      }
    }
    Path file = answer.folder().resolve("report.txt");
    Path conversation = answer.folder().resolve("conversation.txt");
    if (Files.exists(file) && words(report).equals(words(Files.readAllLines(file)))) {
      if (!answer.ordered()) {
        // Only its conversation ran in another order, as it is free to.
        return;
      }
      if (Files.exists(conversation)
          && sameButForTheLast(Files.readAllLines(conversation), first.conversation())) {
        return;
      }
    }
    keep(file, report);
    keep(conversation, first.conversation());
  }

  /**
   * Whether two scripts show one conversation, seen a moment earlier or later: each side of each
   * call does the same things in the same order, but the last of them may be missing from one. A
   * step fails as soon as it knows why, and what others do at that time may just be on its way.
   */
  static boolean sameButForTheLast(List<String> one, List<String> other) {
    Map<String, List<String>> sides = bySide(one);
    Map<String, List<String>> others = bySide(other);
    Set<String> all = new HashSet<>(sides.keySet());
    all.addAll(others.keySet());
    return all.stream()
        .allMatch(
            side ->
                sameButForTheLastOf(
                    sides.getOrDefault(side, List.of()), others.getOrDefault(side, List.of())));
  }

  private static boolean sameButForTheLastOf(List<String> one, List<String> other) {
    List<String> shorter = one.size() < other.size() ? one : other;
    List<String> longer = shorter == one ? other : one;
    return longer.size() - shorter.size() <= 1 && longer.subList(0, shorter.size()).equals(shorter);
  }

  /** What each side of each call did; that a call is still open is only the lack of its end. */
  private static Map<String, List<String>> bySide(List<String> script) {
    return script.stream()
        .filter(line -> !line.endsWith("note: (the call is still open)"))
        .collect(groupingBy(line -> line.substring(0, line.indexOf(':') + 1)));
  }

  /** A report without the picture of its conversation. */
  private static List<String> words(List<String> report) {
    return report.stream().filter(line -> line.matches("\\S[a-z].*| {11}\\S.*")).toList();
  }

  /** The conversations of the solution, for the steps that have a file in the solution's folder. */
  static void solved(LessonFolder folder, Verdict verdict) throws IOException {
    for (Outcome step : verdict.steps()) {
      Path file = folder.solutionFolder().resolve("conversations/step-" + step.number() + ".txt");
      if (step.mark() == Mark.PASSED && Files.exists(file)) {
        keep(file, step.conversation());
      }
    }
  }

  private static void keep(Path file, List<String> lines) throws IOException {
    if (WRITE) {
      if (!lines.isEmpty()) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
      }
    } else if (Files.exists(file)) {
      assertThat(lines)
          .as(
              Book.root().relativize(file)
                  + " no longer shows what happens; if that is meant: mvn verify -pl solutions -Drecord")
          .isEqualTo(Files.readAllLines(file));
    }
  }
}
