package workbook.site;

import java.io.IOException;
import java.util.List;
import org.jsoup.nodes.Entities;
import workbook.site.Script.Event;
import workbook.site.Script.Kind;

/**
 * Draws a conversation as a sequence diagram: the client at the left, the server at the right, one
 * row an event. All colours come from the page's style sheet, so that both themes fit. The drawing
 * is as narrow as a phone; long texts take several lines.
 */
final class ConversationSvg {
  private static final int WIDTH = 380;
  private static final int CLIENT = 30;
  private static final int SERVER = WIDTH - CLIENT;
  private static final int TOP = 40;

  /** How many characters of the text's size fit between the two lines of life. */
  private static final int MESSAGE = 38;

  private static final int NOTE = 46;
  private static final int LINE = 15;

  private final Script script;
  private final StringBuilder rows = new StringBuilder();
  private int y = TOP;

  private ConversationSvg(Script script) {
    this.script = script;
  }

  /**
   * The drawing as an {@code <svg>} element.
   *
   * @param label says what the drawing shows, to those who cannot see it
   */
  static String draw(String label, Script script) {
    return new ConversationSvg(script).draw(label);
  }

  /** The drawing as a file that brings its own colours, those of the light theme, on white. */
  static String file(String label, Script script) throws IOException {
    return draw(label, script)
        .replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        .replaceFirst(">", "><style>" + Resource.text("/book/conversation.css") + "</style>");
  }

  private String draw(String label) {
    for (Event event : script.events()) {
      if (event.kind() == Kind.NOTE) {
        note(event);
      } else {
        message(event);
      }
    }
    int height = y + 14;
    return "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, height, WIDTH, height, Entities.escape(label))
        + end(CLIENT, "client", height)
        + end(SERVER, "server", height)
        + rows
        + "</svg>";
  }

  private static String end(int x, String name, int height) {
    return text("end", x, 20, name)
        + "<line class=\"life\" x1=\"%d\" y1=\"30\" x2=\"%d\" y2=\"%d\"/>"
            .formatted(x, x, height - 2);
  }

  private void message(Event event) {
    boolean right = event.kind() == Kind.TO_SERVER;
    boolean lost = !event.remark().isEmpty();
    int from = right ? CLIENT : SERVER;
    int to = right ? SERVER : CLIENT;
    int forward = right ? 1 : -1;
    int tip = lost ? to - forward * 70 : to;
    y += 10;
    for (String line : Wrap.lines(event.text(), MESSAGE)) {
      y += LINE;
      rows.append(text(event.marked() ? "message wrong" : "message", WIDTH / 2, y, line));
    }
    y += 8;
    rows.append("<g class=\"%s\">".formatted(look(event, lost)));
    rows.append(
        "<line class=\"arrow\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
            .formatted(from, y, tip - forward * 3, y));
    if (lost) {
      rows.append(cross(tip, y)).append(text("remark", (tip + to) / 2, y + 15, event.remark()));
    } else {
      rows.append(
          "<path class=\"head\" d=\"M%d %d l%d -5 v10 z\"/>".formatted(tip, y, -9 * forward));
    }
    rows.append(badge(event, from)).append("</g>");
    y += lost ? 15 : 0;
  }

  private void note(Event event) {
    List<String> lines = Wrap.lines(prefix(event) + event.text(), NOTE);
    y += 12;
    rows.append("<g class=\"%s\">".formatted(look(event, false)));
    rows.append(
        "<rect class=\"box\" x=\"14\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>"
            .formatted(y, WIDTH - 28, lines.size() * LINE + 10));
    y += 3;
    for (String line : lines) {
      y += LINE;
      rows.append(text("note", WIDTH / 2, y, line));
    }
    rows.append("</g>");
    y += 8;
  }

  /** The colour of the call, and whether the event is the wrong one. */
  private String look(Event event, boolean lost) {
    int call = Math.max(0, script.calls().indexOf(event.call())) % 4;
    return "call-" + call + (event.marked() ? " marked" : "") + (lost ? " lost" : "");
  }

  private static String prefix(Event event) {
    return event.call().isEmpty() ? "" : event.call() + ": ";
  }

  private String badge(Event event, int x) {
    if (event.call().isEmpty()) {
      return "";
    }
    return "<circle class=\"badge\" cx=\"%d\" cy=\"%d\" r=\"9\"/>".formatted(x, y)
        + text("letter", x, y + 4, event.call());
  }

  private static String cross(int x, int y) {
    return "<path class=\"cross\" d=\"M%d %d l10 10 m0 -10 l-10 10\"/>".formatted(x - 5, y - 5);
  }

  private static String text(String look, int x, int y, String text) {
    return "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>"
        .formatted(look, x, y, Entities.escape(text));
  }
}
