package workbook.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Lesson.StepText;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

class CsvTest {
  private static final Lesson LESSON =
      new Lesson(
          "01",
          "Unary",
          "01-unary",
          List.of(new StepText(1, "an answer", "Lookup.java", "deadlines", "Answer.", List.of())));

  @Test
  void namesAreQuotedAndStepsHaveALineEach() {
    Outcome failed =
        new Outcome(1, Mark.FAILED, false, List.of(), List.of(), "never-answered", List.of(), 0, 7);

    assertThat(Csv.of(List.of(row(new Verdict(List.of(), List.of(failed))))))
        .containsExactly(
            "who,lesson,step,outcome,diagnosis,milliseconds,remark",
            "\"Ada \"\"A\"\", Ltd\",01-unary,1,failed,never-answered,7,\"step 1: never-answered\"");
  }

  @Test
  void whatDoesNotCompileSaysWhy() {
    Verdict verdict =
        new Verdict(
            List.of("Lookup.java:3: ';' expected"),
            List.of(
                new Outcome(1, Mark.NOT_RUN, false, List.of(), List.of(), null, List.of(), 0, 0)));

    assertThat(Csv.of(List.of(row(verdict))).get(1))
        .endsWith("1,not-compiled,,0,\"does not compile: Lookup.java:3: ';' expected\"");
  }

  @Test
  void whatWasExpectedIsNotCutWhereTheReportBreaksItsLine() {
    List<String> lines =
        List.of("expected   the answers: [again,", "           done]", "was        nothing");
    Outcome failed = new Outcome(1, Mark.FAILED, false, lines, List.of(), null, List.of(), 0, 7);

    assertThat(Csv.of(List.of(row(new Verdict(List.of(), List.of(failed))))).get(1))
        .endsWith("7,\"step 1: expected the answers: [again, done]\"");
  }

  private static Row row(Verdict verdict) {
    return new Row(
        new Submission("Ada \"A\", Ltd", "01-unary", Path.of("overlay")), LESSON, verdict);
  }
}
