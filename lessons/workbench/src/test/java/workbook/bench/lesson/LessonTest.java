package workbook.bench.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LessonTest {
  private static final String TEXT =
      """
      // lesson: 03-client-stream Client streaming

      [#client-stream-step-1]
      === Step 1: one `summary`, after the half-close
      // look: RouteRecorder.java
      // section: one-answer

      Count the points, with `Route.metres`.
      Then answer.

      .Hint 1
      [%collapsible]
      ====
      What must be *remembered*?
      ====

      .Hint 2
      [%collapsible]
      ====
      Call `onNext`, then `+run(() -> end())+`.
      ====
      """;

  @Test
  void theWordsOfAStepAreReadWithoutTheirMarks() {
    Lesson lesson = Lesson.parse(TEXT);

    assertThat(lesson.number()).isEqualTo("03");
    assertThat(lesson.title()).isEqualTo("Client streaming");
    assertThat(lesson.chapter()).isEqualTo("03-client-stream");
    Lesson.StepText step = lesson.step(1);
    assertThat(step.title()).isEqualTo("one summary, after the half-close");
    assertThat(step.file()).isEqualTo("RouteRecorder.java");
    assertThat(step.section()).isEqualTo("one-answer");
    assertThat(step.task()).isEqualTo("Count the points, with Route.metres. Then answer.");
    assertThat(step.hints())
        .containsExactly("What must be remembered?", "Call onNext, then run(() -> end()).");
  }

  @Test
  void aMissingHeadIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lesson.parse("= Client streaming"))
        .withMessageContaining("// lesson: 03-client-stream");
  }

  @Test
  void aStepWithoutItsFileIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lesson.parse(TEXT.replace("// look: RouteRecorder.java\n", "")))
        .withMessageContaining("step 1 lacks: // look");
  }

  @Test
  void stepsMustBeNumberedInOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lesson.parse(TEXT.replace("Step 1:", "Step 2:")))
        .withMessageContaining("line 4");
  }

  @Test
  void aStepThatIsNotThereIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Lesson.parse(TEXT).step(9))
        .withMessageContaining("lesson 03 has no step 9");
  }
}
