package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import workbook.bench.diagnosis.Catalogue;
import workbook.bench.diagnosis.Diagnosis;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Regions;
import workbook.bench.report.Screen;
import workbook.bench.report.StepReport;
import workbook.bench.runner.Job;
import workbook.bench.runner.Limits;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

/**
 * The proof that the steps are worth trusting. For each lesson: the starter fails every step with
 * that step's own message; the solution passes; both differ inside tags only; solved step by step,
 * the marks turn one at a time; every wrong answer is rejected at its step with its diagnosis;
 * every right variant is accepted; bad code ends in a verdict that names its cause.
 *
 * <p>{@code mvn verify -pl solutions -Dlesson=03-client-stream -Danswer=summary-for-every-point
 * -Dshow} runs one lesson, one answer, and prints what the learner sees.
 */
class ProofTest {
  /** Bad code is given less time than a learner's, so that the proof does not wait for it. */
  private static final Limits SHORT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(2), 128);

  private static Workers workers;
  private static Workers shortLived;

  @BeforeAll
  static void start() {
    workers = new Workers(Limits.DEFAULT);
    shortLived = new Workers(SHORT);
  }

  @AfterAll
  static void stop() {
    workers.close();
    shortLived.close();
  }

  @TestFactory
  Stream<DynamicContainer> lessons() throws IOException {
    List<DynamicContainer> lessons = new ArrayList<>();
    for (LessonFolder lesson : LessonFolder.all()) {
      lessons.add(dynamicContainer(lesson.name(), nodes(lesson)));
    }
    return lessons.stream();
  }

  /**
   * Hands every job of the lesson to the workers at once; the nodes only look at what came of it.
   */
  private static List<DynamicNode> nodes(LessonFolder folder) throws IOException {
    Lesson lesson = folder.lesson();
    List<DynamicNode> nodes = new ArrayList<>();
    boolean untouched = Regions.of(folder.starter()).untouched();
    CompletableFuture<Verdict> solution =
        run(workers, folder, "solution", List.of(folder.solution()));
    CompletableFuture<Verdict> starter =
        untouched ? run(workers, folder, "starter", List.of(folder.starter())) : null;
    nodes.add(
        dynamicTest(
            "lesson and solution differ inside tags only",
            () ->
                assertThat(
                        Regions.of(folder.starter()).firstDifference(Regions.of(folder.solution())))
                    .as("lesson against solution, outside the regions")
                    .isEmpty()));
    nodes.add(
        dynamicTest(
            "every answer is picked up and changes something",
            () -> assertThat(folder.strays()).isEmpty()));
    nodes.add(
        dynamicTest(
            "the solution passes",
            () -> {
              accepted(folder, "solution", solution.join());
              Recorded.solved(folder, solution.join());
            }));
    nodes.add(
        dynamicTest(
            "the starter fails every step by its own message",
            () -> {
              if (!untouched) {
                workedOn(folder);
              }
              starterFails(folder, lesson, starter.join());
            }));
    if (untouched && System.getProperty("answer") == null) {
      nodes.add(stepByStep(folder, lesson));
    }
    for (Answer answer : folder.wrongAnswers()) {
      CompletableFuture<Verdict> verdict = runToFailure(workers, folder, answer);
      nodes.add(
          dynamicTest(
              "wrong answer: " + answer.name(), () -> rejected(folder, answer, verdict.join())));
    }
    for (Answer answer : folder.rightVariants()) {
      CompletableFuture<Verdict> verdict =
          run(workers, folder, answer.name(), List.of(folder.solution(), answer.folder()));
      nodes.add(
          dynamicTest(
              "right variant: " + answer.name(),
              () -> accepted(folder, answer.name(), verdict.join())));
    }
    for (Answer answer : folder.badCode()) {
      CompletableFuture<Verdict> verdict = runToFailure(shortLived, folder, answer);
      nodes.add(
          dynamicTest(
              "bad code: " + answer.name(), () -> rejected(folder, answer, verdict.join())));
    }
    return nodes;
  }

  /** Each step that is solved turns its own mark, and no other. */
  private static DynamicNode stepByStep(LessonFolder folder, Lesson lesson) throws IOException {
    List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
    for (int solved = 1; solved < lesson.steps().size(); solved++) {
      Path half = folder.output().resolve("half-solved").resolve("after-step-" + solved);
      HalfSolved.write(folder.starter(), folder.solution(), solved, half);
      verdicts.add(run(workers, folder, "after-step-" + solved, List.of(half)));
    }
    return dynamicTest(
        "solved step by step, the marks turn one at a time",
        () -> {
          for (int solved = 1; solved < lesson.steps().size(); solved++) {
            Verdict verdict = verdicts.get(solved - 1).join();
            String report = report(folder, "after-step-" + solved, verdict);
            assertThat(verdict.compileErrors()).as("after step " + solved).isEmpty();
            for (Outcome step : verdict.steps()) {
              assertThat(step.mark() == Mark.PASSED)
                  .as("after step " + solved + ", step " + step.number() + " passes" + report)
                  .isEqualTo(step.number() <= solved);
            }
          }
        });
  }

  private static CompletableFuture<Verdict> run(
      Workers workers, LessonFolder folder, String name, List<Path> mainRoots) {
    return workers.run(folder.lesson(), job(folder, name, mainRoots));
  }

  /** What an answer does after the step that rejects it proves nothing. */
  private static CompletableFuture<Verdict> runToFailure(
      Workers workers, LessonFolder folder, Answer answer) {
    Job job = job(folder, answer.name(), List.of(folder.solution(), answer.folder()));
    return workers.run(folder.lesson(), job.upToFirstFailure());
  }

  private static Job job(LessonFolder folder, String name, List<Path> mainRoots) {
    Path output = folder.output().resolve(name);
    return Job.ofSources(mainRoots, folder.steps(), folder.folder(), output, true);
  }

  private static void accepted(LessonFolder folder, String name, Verdict verdict)
      throws IOException {
    String report = report(folder, name, verdict);
    assertThat(verdict.compileErrors()).as("compile errors of " + name).isEmpty();
    assertThat(verdict.solved()).as(report).isTrue();
  }

  private static void starterFails(LessonFolder folder, Lesson lesson, Verdict verdict)
      throws IOException {
    String report = report(folder, "starter", verdict);
    assertThat(verdict.compileErrors()).as("compile errors of the starter").isEmpty();
    for (Outcome step : verdict.steps()) {
      assertThat(step.mark()).as("step " + step.number() + report).isEqualTo(Mark.FAILED);
      assertThat(step.byLimit())
          .as("step " + step.number() + " fails at a limit, not by its own message" + report)
          .isFalse();
    }
    assertThat(verdict.steps()).hasSameSizeAs(lesson.steps());
  }

  private static void rejected(LessonFolder folder, Answer answer, Verdict verdict)
      throws IOException {
    String report = report(folder, answer.name(), verdict);
    assertThat(verdict.compileErrors()).as("compile errors of " + answer.name()).isEmpty();
    assertThat(Stream.concat(Stream.of(""), Catalogue.all().stream().map(Diagnosis::id)))
        .as("the diagnosis that answer.properties names, if there is one for it")
        .contains(answer.diagnosis());
    Outcome first =
        verdict.steps().stream()
            .filter(step -> step.mark() != Mark.PASSED)
            .findFirst()
            .orElseThrow(() -> new AssertionError(answer.name() + " was accepted"));
    assertThat(first.number()).as("the step that rejects it" + report).isEqualTo(answer.step());
    assertThat(first.diagnosis() == null ? "" : first.diagnosis())
        .as("its diagnosis" + report)
        .isEqualTo(answer.diagnosis());
    // The report names a line of the lesson's files, which move when a learner works on them.
    boolean asRecorded = Regions.of(folder.starter()).untouched();
    if (asRecorded && answer.folder().getParent().endsWith("wrong-answers")) {
      Recorded.rejected(answer, first);
    }
  }

  /** A learner's tree stays green; on a build server the starters must be starters. */
  private static void workedOn(LessonFolder folder) {
    String seen = folder.name() + " has been worked on, so its starter is not proved here";
    assertThat(System.getenv("CI")).as(seen).isNotEqualTo("true");
    System.out.println(seen);
    assumeTrue(false, seen);
  }

  /** Keeps the report as the learner would see it, for chapters and for whoever reads the proof. */
  private static String report(LessonFolder folder, String name, Verdict verdict)
      throws IOException {
    List<String> lines = new ArrayList<>(verdict.compileErrors());
    lines.addAll(StepReport.of(folder.lesson(), verdict));
    lines.add("  steps took " + verdict.millis() + " ms");
    Files.createDirectories(folder.output());
    Files.write(folder.output().resolve(name + ".txt"), lines);
    if (System.getProperty("show") != null) {
      System.out.println("=== " + folder.name() + " " + name);
      Screen.print(System.out, lines);
    }
    return "\n" + String.join("\n", lines);
  }
}
