package workbook.site;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The regions of Java code that have one tag, in the methods and classes around them; what else
 * stands there is left out and shown as dots. Goes by the indentation, which the build checks.
 */
final class Outline {
  private static final Pattern MARK = Pattern.compile("\\s*// (tag|end)::([\\w-]+)\\[]");
  private static final Pattern CALLOUT = Pattern.compile(" // <\\d+>$");
  private static final Pattern TYPE =
      Pattern.compile(".*\\b(class|interface|enum|record) \\w.*|.*\\bnew [^;]*\\) ");

  /** What stands in a pair of braces. */
  private record Body(int end, int indent, boolean ofType) {}

  /** Without their callouts. */
  private final List<String> lines = new ArrayList<>();

  private final Map<Integer, String> callouts = new HashMap<>();
  private final BitSet shown = new BitSet();

  /** By the line that ends with the opening brace. */
  private final Map<Integer, Body> bodies = new HashMap<>();

  private Outline(List<String> source, String tag) {
    boolean inside = tag.equals("**");
    for (String line : source) {
      Matcher mark = MARK.matcher(line);
      if (!mark.matches()) {
        shown.set(lines.size(), inside);
        add(line);
      } else if (mark.group(2).equals(tag)) {
        inside = mark.group(1).equals("tag");
      }
    }
  }

  private void add(String line) {
    Matcher callout = CALLOUT.matcher(line);
    if (callout.find()) {
      callouts.put(lines.size(), callout.group());
    }
    lines.add(callout.replaceFirst(""));
  }

  /**
   * The lines to show, moved to the left as far as they go; none where there is no such tag.
   *
   * @param tag the name of the tag, or {@code **} for the whole file
   */
  static List<String> of(List<String> source, String tag) {
    Outline outline = new Outline(source, tag);
    outline.shown.stream().boxed().toList().forEach(outline::showAround);
    return String.join("\n", outline.write())
        .stripTrailing()
        .stripIndent()
        .strip()
        .replaceAll("\n{3,}", "\n\n")
        .lines()
        .toList();
  }

  /** Shows where this line stands, from the inside to the outside but for the file's own class. */
  private void showAround(int line) {
    if (lines.get(line).endsWith("{")) {
      showBody(line);
    }
    int inner = line;
    int indent = lines.get(line).matches("\\s*(/?\\*.*)?") ? 0 : indent(line);
    for (int i = line - 1; indent > 2 && i >= 0; i--) {
      if (isCode(i) && indent(i) < indent) {
        indent = indent(i);
        inner = showHead(i, inner);
      }
    }
  }

  /**
   * Shows what begins in this line and has the inner line in it.
   *
   * @return the line where it begins
   */
  private int showHead(int line, int inner) {
    int brace = line;
    while (brace < inner && !lines.get(brace).endsWith("{")) {
      brace++;
    }
    shown.set(line, brace + 1);
    showBody(brace);
    int first = line;
    while (isBranch(first)) {
      do {
        first--;
      } while (!isCode(first) || indent(first) > indent(line));
      showHead(first, line);
    }
    while (first > 0 && lines.get(first - 1).strip().startsWith("@")) {
      shown.set(--first);
    }
    return first;
  }

  /** Shows where the body ends that this line begins, and its other branches. */
  private void showBody(int brace) {
    if (!lines.get(brace).endsWith("{") || bodies.containsKey(brace)) {
      return;
    }
    int next = brace + 1;
    while (next < lines.size() && lines.get(next).isBlank()) {
      next++;
    }
    int indent = Math.max(0, indent(next) - 2);
    for (int end = next; end < lines.size(); end++) {
      if (lines.get(end).startsWith(" ".repeat(indent) + "}")) {
        String head = lines.get(brace).substring(0, lines.get(brace).length() - 1);
        bodies.put(brace, new Body(end, indent, TYPE.matcher(head).matches()));
        shown.set(end);
        showBody(end);
        return;
      }
    }
  }

  private List<String> write() {
    List<String> out = new ArrayList<>();
    Deque<Body> open = new ArrayDeque<>();
    int last = -1;
    for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
      Body body = open.peek();
      boolean ends = body != null && body.end() == i;
      boolean code = false;
      for (int left = last + 1; left < i; left++) {
        code |= isCode(left);
      }
      if (code && body != null && !body.ofType()) {
        out.add(" ".repeat(body.indent() + 2) + "// …");
      } else if (i > last + 1 && !ends && !bodies.containsKey(last)) {
        out.add("");
      }
      out.add(lines.get(i) + callouts.getOrDefault(i, ""));
      if (ends) {
        open.pop();
      }
      if (bodies.containsKey(i)) {
        open.push(bodies.get(i));
      }
      last = i;
    }
    return out;
  }

  private boolean isBranch(int line) {
    return lines.get(line).strip().matches("} (else|catch|finally).*");
  }

  private boolean isCode(int line) {
    String text = lines.get(line).strip();
    return !text.isEmpty() && !text.matches("(//|/?\\*).*");
  }

  private int indent(int line) {
    String text = lines.get(line);
    return text.length() - text.stripLeading().length();
  }
}
