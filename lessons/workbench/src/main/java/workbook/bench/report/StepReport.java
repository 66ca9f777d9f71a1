package workbook.bench.report;

import java.util.ArrayList;
import java.util.List;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Lesson.StepText;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

/** What a learner sees after a run: all steps with a mark each, the first failing one in full. */
public final class StepReport {
  /** Where, in a lesson's folder, all that its code printed is found after a run. */
  public static final String PRINTS = "target/surefire-reports/printed.txt";

  private static final int WIDTH = 72;

  private StepReport() {}

  /** The report, line by line, in Unicode and without colour. */
  public static List<String> of(Lesson lesson, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(headline(lesson, verdict));
    boolean told = false;
    for (StepText step : lesson.steps()) {
      Outcome outcome = verdict.steps().get(step.number() - 1);
      lines.add("  " + mark(outcome) + " " + step.number() + "  " + step.title());
      boolean failed = outcome.mark() == Mark.FAILED || outcome.mark() == Mark.BROKEN;
      if (failed && !told) {
        told = true;
        lines.add("");
        outcome.lines().forEach(line -> lines.add(line.isEmpty() ? "" : "       " + line));
        addPrinted(lines, outcome);
        lines.add("");
      }
    }
    lines.add("");
    return lines;
  }

  private static String headline(Lesson lesson, Verdict verdict) {
    String left = lesson.number() + " · " + lesson.title();
    String right = verdict.passed() + " of " + verdict.steps().size() + " steps";
    return left + " ".repeat(Math.max(2, WIDTH - left.length() - right.length())) + right;
  }

  private static String mark(Outcome outcome) {
    return switch (outcome.mark()) {
      case PASSED -> "✔";
      case FAILED, BROKEN -> "✘";
      case NOT_RUN -> "○";
    };
  }

  private static void addPrinted(List<String> lines, Outcome outcome) {
    if (outcome.printed().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("       your code printed");
    for (String line : outcome.printed()) {
      lines.add("         | " + (line.length() > 80 ? line.substring(0, 79) + "…" : line));
    }
    long more = outcome.printedLines() - outcome.printed().size();
    if (more > 0) {
      lines.add("         | … " + more + " more lines, see " + PRINTS);
    }
  }
}
