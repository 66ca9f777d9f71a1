package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import workbook.bench.runner.Job;
import workbook.bench.runner.Limits;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

/**
 * Runs the same steps again and again, to see that a verdict is never a matter of luck:
 *
 * <pre>
 * mvn verify -pl solutions -Drepeat=200 -Dbusy            every solution 200 times, all cores kept busy
 * mvn verify -pl solutions -Drepeat=50 -Dlesson=NN-name -Deach   its wrong answers and right variants too
 * </pre>
 */
@Tag("steady")
class SteadyTest {

  private static Workers workers;

  @BeforeAll
  static void start() {
    workers = new Workers(Limits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  @TestFactory
  Stream<DynamicTest> everyVerdictIsTheSameEachTime() {
    List<DynamicTest> tests = new ArrayList<>();
    for (LessonFolder folder : LessonFolder.all()) {
      tests.add(test(folder, "solution", List.of(folder.solution()), SteadyTest::marks));
      if (System.getProperty("each") != null) {
        for (Answer answer : folder.wrongAnswers()) {
          tests.add(
              test(
                  folder,
                  answer.name(),
                  List.of(folder.solution(), answer.folder()),
                  answer.ordered() ? SteadyTest::report : SteadyTest::marks));
        }
        for (Answer answer : folder.rightVariants()) {
          List<Path> roots = List.of(folder.solution(), answer.folder());
          tests.add(test(folder, answer.name(), roots, SteadyTest::marks));
        }
      }
    }
    return tests.stream();
  }

  private static DynamicTest test(
      LessonFolder folder, String name, List<Path> roots, Function<Verdict, List<String>> words) {
    return dynamicTest(folder.name() + ": " + name, () -> repeat(folder, name, roots, words));
  }

  private static void repeat(
      LessonFolder folder, String name, List<Path> roots, Function<Verdict, List<String>> words)
      throws InterruptedException {
    int times = Integer.getInteger("repeat");
    Path outputs = folder.output().resolve("steady");
    Path output = outputs.resolve(name);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> load = System.getProperty("busy") == null ? List.of() : load(over);
    try {
      // What an answer does after the step that rejects it proves nothing.
      Job compileAndRun =
          Job.ofSources(roots, folder.steps(), folder.folder(), output, true).upToFirstFailure();
      Verdict first = workers.run(folder.lesson(), compileAndRun).join();
      assertThat(first.compileErrors()).isEmpty();
      // The solution comes first, so that is where the steps were compiled.
      Path steps = outputs.resolve("solution").resolve("test");
      Job again =
          new Job(
              List.of(),
              List.of(),
              List.of(output.resolve("main").toString(), steps.toString()),
              folder.folder().toString(),
              "",
              output.resolve("printed.txt").toString(),
              true,
              true);
      List<CompletableFuture<Verdict>> runs = new ArrayList<>();
      for (int i = 1; i < times; i++) {
        runs.add(workers.run(folder.lesson(), again));
      }
      List<Verdict> others =
          runs.stream()
              .map(CompletableFuture::join)
              .filter(other -> !words.apply(other).equals(words.apply(first)))
              .toList();
      if (!others.isEmpty()) {
        assertThat(report(others.get(0)))
            .as("%s %s: %d of %d runs differ", folder.name(), name, others.size(), times)
            .isEqualTo(report(first));
      }
      System.out.printf(
          "%s, %s: %d runs, each %d of %d steps%n",
          folder.name(), name, times, first.passed(), first.steps().size());
    } finally {
      over.set(true);
      for (Thread thread : load) {
        thread.join();
      }
    }
  }

  /** Keeps every core busy with something else. */
  private static List<Thread> load(AtomicBoolean over) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  Thread.onSpinWait();
                }
              },
              "load-" + i);
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  /** Every step's mark, and the diagnosis of the first that failed. */
  private static List<String> marks(Verdict verdict) {
    List<String> marks = new ArrayList<>(verdict.compileErrors());
    verdict.steps().forEach(step -> marks.add(step.number() + " " + step.mark()));
    firstFailed(verdict).map(Outcome::diagnosis).ifPresent(marks::add);
    return marks;
  }

  /** All that a learner would see of a verdict. */
  private static List<String> report(Verdict verdict) {
    List<String> report = marks(verdict);
    firstFailed(verdict).map(Outcome::lines).ifPresent(report::addAll);
    return report;
  }

  private static Optional<Outcome> firstFailed(Verdict verdict) {
    return verdict.steps().stream().filter(step -> step.mark() != Mark.PASSED).findFirst();
  }
}
