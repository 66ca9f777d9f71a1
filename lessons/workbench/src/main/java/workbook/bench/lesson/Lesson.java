package workbook.bench.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a lesson, read from its {@code steps.adoc}: the one place where the titles of the
 * steps, the files to look at and the hints stand. The chapter includes the same file.
 *
 * @param number such as "03"
 * @param title such as "Client streaming"
 * @param chapter the chapter's file name without its ending, such as "03-client-stream"
 * @param steps in order, numbered from 1
 */
public record Lesson(String number, String title, String chapter, List<StepText> steps) {

  /**
   * The words of one step.
   *
   * @param number from 1
   * @param title a sentence of the specification
   * @param file the file whose region the learner fills in, such as "RouteRecorder.java"
   * @param section the id of the chapter's section that teaches it
   * @param task what to do, the first paragraph of the step
   * @param hints from a nudge to nearly the answer
   */
  public record StepText(
      int number, String title, String file, String section, String task, List<String> hints) {}

  /** Each step asks for its lesson, and a loader sees only one. */
  private static final Map<ClassLoader, Lesson> LOADED =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final Pattern HEAD = Pattern.compile("// lesson: (\\d\\d)-(\\S+) (.+)");
  private static final Pattern STEP = Pattern.compile("=== Step (\\d+): (.+)");
  private static final Pattern LOOK = Pattern.compile("// look: (\\S+)");
  private static final Pattern SECTION = Pattern.compile("// section: (\\S+)");
  private static final Pattern HINT = Pattern.compile("\\.Hint \\d+.*");

  /** The step with this number. */
  public StepText step(int wanted) {
    return steps.stream()
        .filter(step -> step.number() == wanted)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "steps.adoc of lesson " + number + " has no step " + wanted));
  }

  /** The lesson whose {@code steps.adoc} is on the class path of this loader. */
  public static Lesson load(ClassLoader loader) {
    return LOADED.computeIfAbsent(loader, Lesson::read);
  }

  private static Lesson read(ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream("steps.adoc")) {
      if (in == null) {
        throw new IllegalStateException(
            "no steps.adoc on the class path: build the lesson with Maven");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the text of a {@code steps.adoc}.
   *
   * @throws IllegalArgumentException naming the line that is missing or wrong
   */
  public static Lesson parse(String text) {
    List<String> lines = text.lines().toList();
    Matcher head = lines.isEmpty() ? null : HEAD.matcher(lines.get(0));
    if (head == null || !head.matches()) {
      throw new IllegalArgumentException(
          "steps.adoc must begin with a line such as: // lesson: 03-client-stream Client streaming");
    }
    List<StepText> steps = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Matcher step = STEP.matcher(lines.get(i));
      if (step.matches()) {
        int end = i + 1;
        while (end < lines.size() && !STEP.matcher(lines.get(end)).matches()) {
          end++;
        }
        steps.add(step(Integer.parseInt(step.group(1)), step.group(2), lines.subList(i + 1, end)));
        if (steps.size() != Integer.parseInt(step.group(1))) {
          throw new IllegalArgumentException(
              "steps.adoc, line " + (i + 1) + ": the steps must be numbered 1, 2, 3, …");
        }
      }
    }
    return new Lesson(
        head.group(1), head.group(3), head.group(1) + "-" + head.group(2), List.copyOf(steps));
  }

  private static StepText step(int number, String title, List<String> body) {
    List<String> hints = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      if (HINT.matcher(body.get(i)).matches()) {
        hints.add(block(body.subList(i + 1, body.size())));
      }
    }
    String task =
        paragraph(
            body.stream().dropWhile(line -> line.isBlank() || line.startsWith("//")).toList());
    return new StepText(
        number,
        plain(title),
        value(body, LOOK, number, "// look: File.java"),
        value(body, SECTION, number, "// section: an-id"),
        plain(task),
        List.copyOf(hints));
  }

  private static String value(List<String> body, Pattern pattern, int step, String form) {
    return body.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("steps.adoc, step " + step + " lacks: " + form));
  }

  private static String paragraph(List<String> lines) {
    return String.join(" ", lines.stream().takeWhile(line -> !line.isBlank()).toList());
  }

  private static String block(List<String> lines) {
    List<String> inside = lines.stream().dropWhile(line -> !line.equals("====")).skip(1).toList();
    return plain(
        String.join("\n", inside.stream().takeWhile(line -> !line.equals("====")).toList()));
  }

  /** AsciiDoc's inline marks taken out, for a terminal. */
  private static String plain(String text) {
    return text.replaceAll("`\\+([^`]+)\\+`", "$1")
        .replaceAll("`([^`]+)`", "$1")
        .replaceAll("<<[^,>]+,([^>]+)>>", "$1")
        .replaceAll("xref:[^\\[]+\\[([^\\]]*)\\]", "$1")
        .replaceAll("(^|\\W)[*_]([^*_]+)[*_](?=\\W|$)", "$1$2");
  }
}
