package workbook.bench.conversation;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A conversation as a small picture of two columns: the client at the left, the server at the
 * right. The same conversation gives the same picture each time. At most {@value #MOST} lines:
 * equal neighbours are folded, then the middle is left out.
 */
public final class Transcript {
  /** The most lines a picture has, the line that stands for what was left out included. */
  public static final int MOST = 20;

  private static final int FOLD_FROM = 4;
  private static final int WIDTH = 52;

  private final List<Line> lines;

  private Transcript(List<Line> lines) {
    this.lines = lines;
  }

  /** The picture of all calls. */
  public static Transcript of(Conversation conversation) {
    return of(conversation, null);
  }

  /**
   * The picture of all calls so far with one event marked; they may still go on.
   *
   * @param mark the first event that differs from what was expected, or null
   */
  public static Transcript of(Conversation conversation, Event mark) {
    return new Transcript(shorten(fold(lines(conversation.soFar(), mark))));
  }

  /** The picture, line by line, in Unicode. Empty when nothing was recorded. */
  public List<String> print() {
    return lines.stream().map(Line::print).toList();
  }

  /**
   * The picture as a script, from which the chapters' diagrams are drawn. One line an event: {@code
   * client -> server: …}, {@code server -> client: …} or {@code note: …}; before it {@code ! }
   * where the event is marked, then the call's label where there are several; after it, in
   * brackets, a remark.
   */
  public List<String> script() {
    return lines.stream().map(Line::script).toList();
  }

  /** One arrow, or a remark where {@code from} is null. */
  record Line(
      String label, End from, String what, String type, String note, boolean marked, int times) {

    Line(String label, End from, String what, String type, String note, boolean marked) {
      this(label, from, what, type, note, marked, 1);
    }

    boolean folds(Line next) {
      return from != null
          && from == next.from
          && type != null
          && type.equals(next.type)
          && label.equals(next.label)
          && note.equals(next.note)
          && !marked
          && !next.marked;
    }

    String script() {
      String who =
          from == null ? "note" : from == End.CLIENT ? "client -> server" : "server -> client";
      return (marked ? "! " : "")
          + (label.isEmpty() ? "" : label + " ")
          + who
          + ": "
          + (times > 1 ? type + " × " + times : what)
          + (note.isEmpty() ? "" : " [" + note.replace("✕ ", "") + "]");
    }

    String print() {
      String gutter = (marked ? "✘ " : "  ") + (label.isEmpty() ? "" : label + " ");
      String text = times > 1 ? type + " × " + times : what;
      String tail = note.isEmpty() ? "" : "  " + note;
      if (from == null) {
        return gutter + "   " + text + tail;
      }
      String line = "─".repeat(Math.max(2, WIDTH - text.length() - 6));
      return from == End.CLIENT
          ? gutter + "── " + text + " " + line + "▶" + tail
          : gutter + "◀" + line + " " + text + " ──" + tail;
    }
  }

  private static List<Line> lines(Conversation conversation, Event mark) {
    List<Line> lines = new ArrayList<>();
    List<RecordedCall> calls = conversation.calls();
    Map<Integer, Map<Kind, Integer>> sent = new HashMap<>();
    Set<Integer> begun = new HashSet<>();
    for (Event event : conversation.events()) {
      RecordedCall call = calls.get(event.call() - 1);
      String label = calls.size() == 1 ? "" : label(event.call());
      boolean marked = event == mark;
      if (event.kind() == Kind.THREW) {
        String who = event.seenBy() == End.SERVER ? "server" : "client";
        lines.add(
            new Line(
                label,
                null,
                who + " threw " + Words.thrown((Throwable) event.content()),
                null,
                "",
                marked));
      } else if (event.sent()) {
        int before =
            sent.computeIfAbsent(event.call(), n -> new EnumMap<>(Kind.class))
                    .merge(event.kind(), 1, Integer::sum)
                - 1;
        addSent(
            lines, call, event, before, label, marked || isReceptionOf(call, event, before, mark));
      } else if (event.kind() == Kind.START) {
        if (event.seenBy() == End.SERVER && !begun.add(event.call())) {
          lines.add(new Line(label, null, "gRPC makes the call again", null, "", false));
        }
      } else if (event.received() && call.seen(event.seenBy().peer(), event.kind()).isEmpty()) {
        addOneSided(lines, call, event, label, marked);
      }
    }
    for (RecordedCall call : calls) {
      if (call.saw(End.CLIENT, Kind.START) && call.status().isEmpty()) {
        String label = calls.size() == 1 ? "" : label(call.number());
        lines.add(new Line(label, null, "(the call is still open)", null, "", false));
      }
    }
    return lines;
  }

  private static boolean isReceptionOf(RecordedCall call, Event sent, int before, Event mark) {
    if (mark == null || mark.sent() || mark.call() != call.number() || mark.kind() != sent.kind()) {
      return false;
    }
    List<Event> received = call.seen(sent.seenBy().peer(), sent.kind());
    return before < received.size() && received.get(before) == mark;
  }

  private static void addSent(
      List<Line> lines, RecordedCall call, Event event, int before, String label, boolean marked) {
    End from = event.seenBy();
    switch (event.kind()) {
      case REQUEST, RESPONSE -> {
        // The other end may be one that nobody records, such as a server out of reach.
        boolean peerRecorded = call.saw(from.peer(), Kind.START);
        boolean arrived = before < call.seen(from.peer(), event.kind()).size();
        String type =
            event.content() == null ? "null" : Words.message(event.content()).split("[( ]", 2)[0];
        lines.add(
            new Line(
                label,
                from,
                Words.message(event.content()),
                type,
                peerRecorded && !arrived ? "✕ never read" : "",
                marked));
      }
      case HALF_CLOSE -> lines.add(new Line(label, from, "half-close", null, "", marked));
      case CANCEL -> {
        if (before == 0) {
          lines.add(new Line(label, from, "cancel", null, "", marked));
        }
      }
      case STATUS -> {
        Status status = (Status) event.content();
        lines.add(new Line(label, from, "status " + Words.status(status), null, "", marked));
        call.status()
            .filter(seen -> seen.getCode() != status.getCode())
            .filter(seen -> before == 0 && call.seen(End.SERVER, Kind.START).size() <= 1)
            .ifPresent(
                seen ->
                    lines.add(
                        new Line(
                            label,
                            null,
                            "the client is told " + Words.status(seen),
                            null,
                            "",
                            false)));
      }
      default -> {
        // headers and starts say nothing that the lines after them do not
      }
    }
  }

  private static void addOneSided(
      List<Line> lines, RecordedCall call, Event event, String label, boolean marked) {
    switch (event.kind()) {
      case REQUEST, RESPONSE ->
          lines.add(
              new Line(
                  label,
                  event.seenBy().peer(),
                  Words.message(event.content()),
                  Words.message(event.content()).split("[( ]", 2)[0],
                  "",
                  marked));
      case HALF_CLOSE -> lines.add(new Line(label, End.CLIENT, "half-close", null, "", marked));
      case CANCEL ->
          lines.add(new Line(label, null, "the server is told: cancelled", null, "", marked));
      case STATUS -> {
        if (!call.saw(End.CLIENT, Kind.CANCEL)) {
          lines.add(
              new Line(
                  label,
                  null,
                  "the client is told " + Words.status((Status) event.content()),
                  null,
                  "",
                  marked));
        }
      }
      default -> {
        // as above
      }
    }
  }

  private static List<Line> fold(List<Line> lines) {
    List<Line> folded = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      int end = i + 1;
      while (end < lines.size() && lines.get(i).folds(lines.get(end))) {
        end++;
      }
      Line first = lines.get(i);
      if (end - i >= FOLD_FROM) {
        folded.add(
            new Line(first.label, first.from, first.what, first.type, first.note, false, end - i));
      } else {
        folded.addAll(lines.subList(i, end));
      }
      i = end;
    }
    return folded;
  }

  private static List<Line> shorten(List<Line> lines) {
    if (lines.size() <= MOST) {
      return lines;
    }
    int marked = 0;
    while (marked < lines.size() && !lines.get(marked).marked) {
      marked++;
    }
    // The end is where the mistake usually shows; a marked line must stay in sight too.
    int tail = 8;
    int head = MOST - tail - 1;
    if (marked < lines.size() - tail && marked >= head) {
      int from = Math.max(0, marked - head / 2);
      List<Line> cut = new ArrayList<>();
      cut.add(leftOut(from));
      cut.addAll(lines.subList(from, from + head - 1));
      cut.add(leftOut(lines.size() - tail - from - head + 1));
      cut.addAll(lines.subList(lines.size() - tail + 1, lines.size()));
      return cut;
    }
    List<Line> cut = new ArrayList<>(lines.subList(0, head));
    cut.add(leftOut(lines.size() - head - tail));
    cut.addAll(lines.subList(lines.size() - tail, lines.size()));
    return cut;
  }

  private static Line leftOut(int count) {
    return new Line("", null, "… " + count + " more lines …", null, "", false);
  }

  private static String label(int call) {
    return call <= 26 ? String.valueOf((char) ('A' + call - 1)) : "#" + call;
  }
}
