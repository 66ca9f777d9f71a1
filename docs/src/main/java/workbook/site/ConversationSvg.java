package workbook.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * Draws the script of a recorded conversation, as the workbench's {@code Transcript.script()}
 * writes it: two columns, client and server, one row an event. The colours come from the page's
 * theme; the text alternative is the script itself.
 */
final class ConversationSvg {
  private static final Pattern EVENT =
      Pattern.compile(
          "(! )?(?:(\\S+) )?(client -> server|server -> client|note): (.*?)(?: \\[([^\\]]+)\\])?");
  private static final int WIDTH = 560;
  private static final int LEFT = 44;
  private static final int RIGHT = WIDTH - 44;
  private static final int ROW = 34;
  private static final int TOP = 52;

  private ConversationSvg() {}

  private record Row(boolean marked, String call, String kind, String text, String note) {}

  /** The figure as HTML. */
  static String draw(String title, List<String> script) {
    List<Row> rows = new ArrayList<>();
    for (String line : script) {
      Matcher event = EVENT.matcher(line);
      if (!event.matches()) {
        throw new IllegalArgumentException("not an event: " + line);
      }
      rows.add(
          new Row(
              event.group(1) != null,
              event.group(2) == null ? "" : event.group(2),
              event.group(3),
              event.group(4),
              event.group(5) == null ? "" : event.group(5)));
    }
    int height = TOP + rows.size() * ROW + 12;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<figure class=\"conversation\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, height, escape(title)));
    svg.append(end(LEFT, "client", "start", height)).append(end(RIGHT, "server", "end", height));
    for (int i = 0; i < rows.size(); i++) {
      svg.append(row(rows.get(i), TOP + i * ROW + 20));
    }
    svg.append("</svg><figcaption>").append(escape(title)).append("</figcaption>");
    svg.append("<details><summary>as text</summary><pre>")
        .append(escape(String.join("\n", script)))
        .append("</pre></details></figure>");
    return svg.toString();
  }

  private static String end(int x, String name, String anchor, int height) {
    int textX = anchor.equals("start") ? x - 32 : x + 32;
    return "<text class=\"end\" x=\"%d\" y=\"24\" text-anchor=\"%s\">%s</text><line class=\"life\" x1=\"%d\" y1=\"36\" x2=\"%d\" y2=\"%d\"/>"
        .formatted(textX, anchor, name, x, x, height - 4);
  }

  private static String row(Row row, int y) {
    String call = row.call().isEmpty() ? "" : row.call() + " · ";
    String type = row.marked() ? " marked" : "";
    String text = escape(call + row.text());
    if (row.kind().equals("note")) {
      return "<text class=\"note%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
          .formatted(type, WIDTH / 2, y - 4, text);
    }
    boolean right = row.kind().startsWith("client");
    boolean lost = !row.note().isEmpty();
    int from = right ? LEFT : RIGHT;
    int to = right ? RIGHT : LEFT;
    int tip = lost ? (from + to * 3) / 4 : to;
    int back = right ? -8 : 8;
    String label =
        "<text class=\"message%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
            .formatted(type, (from + to) / 2, y - 6, text);
    String arrow =
        "<line class=\"arrow%s%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
            .formatted(type, lost ? " lost" : "", from, y, tip, y);
    String head =
        lost
            ? "<text class=\"cross\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">✕</text><text class=\"lost-note\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                .formatted(tip, y + 5, (tip + to) / 2, y + 4, escape(row.note()))
            : "<path class=\"head%s\" d=\"M%d %d l%d -5 v10 z\"/>".formatted(type, tip, y, back);
    return label + arrow + head;
  }

  private static String escape(String text) {
    return Entities.escape(text);
  }
}
