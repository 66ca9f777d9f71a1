package workbook.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.bench.runner.Verdict.Outcome;

/** The outcome of all answers, one lesson after the other, for a terminal. */
final class Table {
  private Table() {}

  static List<String> of(List<Row> rows) {
    Map<String, List<Row>> lessons =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.submission().lesson(), TreeMap::new, Collectors.toList()));
    int width =
        rows.stream()
            .mapToInt(
                row ->
                    Math.max(
                        row.submission().who().length(), row.submission().lesson().length() - 2))
            .max()
            .orElse(0);
    List<String> lines = new ArrayList<>();
    lessons.forEach(
        (lesson, answers) -> {
          lines.add("");
          lines.add(pad(lesson, width + 2) + "  " + numbers(answers.get(0)));
          answers.forEach(row -> lines.add(line(row, width)));
        });
    lines.add("");
    return lines;
  }

  private static String numbers(Row row) {
    return row.lesson().steps().stream()
        .map(step -> String.valueOf(step.number()))
        .collect(Collectors.joining(" "));
  }

  private static String line(Row row, int width) {
    String marks = row.verdict().steps().stream().map(Table::mark).collect(Collectors.joining(" "));
    return "  " + pad(row.submission().who(), width) + "  " + marks + "  " + row.remark();
  }

  private static String mark(Outcome step) {
    return switch (step.mark()) {
      case PASSED -> "✔";
      case FAILED -> "✘";
      case BROKEN -> "✕";
      case NOT_RUN -> "○";
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
