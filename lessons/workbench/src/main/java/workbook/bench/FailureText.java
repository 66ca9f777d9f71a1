package workbook.bench;

import java.util.ArrayList;
import java.util.List;
import workbook.bench.conversation.Transcript;
import workbook.bench.diagnosis.CallDiagnosis;
import workbook.bench.diagnosis.Diagnosis;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Lesson.StepText;
import workbook.bench.lesson.Region;
import workbook.bench.report.Wrapping;

/**
 * Lays out what a learner reads of a failed step, so that a report fits a terminal of 80 columns.
 */
public final class FailureText {
  private static final int WIDTH = 72;
  private static final int LABEL = 11;

  private FailureText() {}

  static List<String> lines(
      String expected,
      String was,
      Transcript transcript,
      Diagnosis diagnosis,
      Lesson lesson,
      StepText step) {
    List<String> lines = new ArrayList<>();
    add(lines, "expected", expected);
    add(lines, "was", was);
    List<String> picture = transcript.print();
    if (!picture.isEmpty()) {
      lines.add("");
      lines.add("  client" + " ".repeat(40) + "server");
      lines.addAll(picture);
      lines.add("");
    }
    addAdvice(lines, diagnosis, lesson, step);
    return lines;
  }

  /** What a learner reads of a step that took its JVM with it. */
  public static List<String> broken(
      String seen, Diagnosis diagnosis, Lesson lesson, StepText step) {
    List<String> lines = new ArrayList<>();
    add(lines, "expected", step.title());
    add(lines, "was", seen);
    addAdvice(lines, diagnosis, lesson, step);
    return lines;
  }

  private static void addAdvice(
      List<String> lines, Diagnosis diagnosis, Lesson lesson, StepText step) {
    if (diagnosis != null) {
      add(lines, "diagnosis", diagnosis.title() + ": " + diagnosis.explanation());
    }
    add(lines, "to do", step.task());
    add(
        lines,
        "look at",
        Region.place(lesson, step)
            + " between tag::step-"
            + step.number()
            + "[] and end::step-"
            + step.number()
            + "[]");
    String section =
        diagnosis == null || diagnosis == CallDiagnosis.NOT_WRITTEN_YET
            ? lesson.chapter() + "#" + step.section()
            : diagnosis.section();
    lines.add(label("read") + Book.address(section));
  }

  private static void add(List<String> lines, String label, String text) {
    String prefix = label(label);
    for (String line : Wrapping.wrap(text, WIDTH - LABEL)) {
      lines.add((prefix + line).stripTrailing());
      prefix = label("");
    }
  }

  private static String label(String text) {
    return text + " ".repeat(LABEL - text.length());
  }
}
