package workbook.site;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The script of a recorded conversation, as the workbench's {@code Transcript.script()} says it.
 */
record Script(List<Event> events) {
  private static final Pattern LINE =
      Pattern.compile(
          "(! )?(?:(\\S+) )?(client -> server|server -> client|note): (.*?)(?: \\[([^\\]]+)\\])?");

  enum Kind {
    /** A message, half-close or cancel of the client. */
    TO_SERVER,
    /** A message or the status of the server. */
    TO_CLIENT,
    /** What no wire shows, such as an exception. */
    NOTE
  }

  /**
   * One line of the conversation.
   *
   * @param marked whether it is the first that differs from what was expected
   * @param call the call's label; empty where there is only one call
   * @param remark what became of the message, such as "never read"; empty in most cases
   */
  record Event(boolean marked, String call, Kind kind, String text, String remark) {}

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException if a line is no event; the message shows the line
   */
  static Script parse(List<String> lines) {
    return new Script(lines.stream().map(Script::event).toList());
  }

  /** The labels of the calls, in the order in which they appear. */
  List<String> calls() {
    return events.stream().map(Event::call).filter(call -> !call.isEmpty()).distinct().toList();
  }

  private static Event event(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      throw new IllegalArgumentException("not an event: " + line);
    }
    Kind kind =
        switch (found.group(3)) {
          case "client -> server" -> Kind.TO_SERVER;
          case "server -> client" -> Kind.TO_CLIENT;
          default -> Kind.NOTE;
        };
    return new Event(
        found.group(1) != null, text(found.group(2)), kind, found.group(4), text(found.group(5)));
  }

  private static String text(String group) {
    return group == null ? "" : group;
  }
}
