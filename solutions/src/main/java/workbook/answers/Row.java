package workbook.answers;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import workbook.bench.lesson.Lesson;
import workbook.bench.report.StepReport;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

/** What came of one answer, in the words that table, CSV and page share. */
record Row(Submission submission, Lesson lesson, Verdict verdict) {

  /** One word for a step: passed, failed, broken, not-run or not-compiled. */
  String outcome(Outcome step) {
    if (!verdict.compileErrors().isEmpty()) {
      return "not-compiled";
    }
    return step.mark().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What to tell its author in one line: why it does not compile, or what the first step says. */
  String remark() {
    if (!verdict.compileErrors().isEmpty()) {
      return "does not compile: " + verdict.compileErrors().get(0).lines().findFirst().orElse("");
    }
    return verdict.steps().stream()
        .filter(step -> step.mark() != Mark.PASSED)
        .findFirst()
        .map(step -> "step " + step.number() + ": " + why(step))
        .orElse("solved");
  }

  /** The diagnosis, or what was expected where none fits, which is where a report begins. */
  private static String why(Outcome step) {
    if (step.diagnosis() != null) {
      return step.diagnosis();
    }
    List<String> lines = step.lines();
    if (lines.isEmpty()) {
      return "not run";
    }
    // What did not fit into the line goes on below, indented.
    String rest =
        lines.stream()
            .skip(1)
            .takeWhile(line -> line.startsWith(" "))
            .collect(Collectors.joining());
    return (lines.get(0) + rest).replaceAll("\\s+", " ");
  }

  /** What its author would see on the screen. */
  List<String> report() {
    return verdict.compileErrors().isEmpty()
        ? StepReport.of(lesson, verdict)
        : verdict.compileErrors();
  }
}
