package workbook.answers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.bench.runner.Verdict.Outcome;

/** The outcome as one HTML page without any other file: a table, and every report to unfold. */
final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Answers</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; }
      table { border-collapse: collapse; margin-bottom: 2rem; }
      caption { text-align: left; font-weight: bold; padding: .5rem 0; }
      th, td { border: 1px solid #888; padding: .25rem .6rem; text-align: left; vertical-align: top; }
      td.passed { background: #2e7d3233; }
      td.failed, td.broken, td.not-compiled { background: #c6282833; }
      pre { overflow-x: auto; margin: .5rem 0; }
      </style>
      </head>
      <body>
      <h1>Answers</h1>
      """;

  private HtmlPage() {}

  static String of(List<Row> rows, List<String> complaints) {
    StringBuilder html = new StringBuilder(HEAD);
    Map<String, List<Row>> lessons =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.submission().lesson(), TreeMap::new, Collectors.toList()));
    lessons.forEach((lesson, answers) -> table(html, lesson, answers));
    if (!complaints.isEmpty()) {
      html.append("<h2>Left out</h2>\n<ul>\n");
      complaints.forEach(
          complaint -> html.append("<li>").append(escaped(complaint)).append("</li>\n"));
      html.append("</ul>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static void table(StringBuilder html, String lesson, List<Row> answers) {
    html.append("<table>\n<caption>").append(lesson).append("</caption>\n<tr><th>who</th>");
    answers
        .get(0)
        .lesson()
        .steps()
        .forEach(
            step ->
                html.append("<th title=\"")
                    .append(escaped(step.title()))
                    .append("\">")
                    .append(step.number())
                    .append("</th>"));
    html.append("<th>what its author reads</th></tr>\n");
    for (Row row : answers) {
      html.append("<tr><th>").append(escaped(row.submission().who())).append("</th>");
      for (Outcome step : row.verdict().steps()) {
        String outcome = row.outcome(step);
        html.append("<td class=\"").append(outcome).append("\">").append(outcome);
        if (step.diagnosis() != null) {
          html.append("<br><small>").append(step.diagnosis()).append("</small>");
        }
        html.append("</td>");
      }
      html.append("<td><details><summary>")
          .append(escaped(row.remark()))
          .append("</summary><pre>")
          .append(escaped(String.join("\n", row.report())))
          .append("</pre></details></td></tr>\n");
    }
    html.append("</table>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
