package workbook.answers;

import java.util.ArrayList;
import java.util.List;
import workbook.bench.runner.Verdict.Outcome;

/** The outcome as comma-separated values (RFC 4180), one line for each step of each answer. */
final class Csv {
  private Csv() {}

  static List<String> of(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("who,lesson,step,outcome,diagnosis,milliseconds,remark");
    for (Row row : rows) {
      for (Outcome step : row.verdict().steps()) {
        lines.add(
            String.join(
                ",",
                quoted(row.submission().who()),
                row.submission().lesson(),
                String.valueOf(step.number()),
                row.outcome(step),
                step.diagnosis() == null ? "" : step.diagnosis(),
                String.valueOf(step.millis()),
                quoted(row.remark())));
      }
    }
    return lines;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
