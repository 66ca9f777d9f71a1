package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import workbook.bench.runner.Job;
import workbook.bench.runner.Limits;
import workbook.bench.runner.Verdict;
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

  @TestFactory
  Stream<DynamicTest> everyVerdictIsTheSameEachTime() {
    int times = Integer.getInteger("repeat");
    List<DynamicTest> tests = new ArrayList<>();
    for (LessonFolder folder : LessonFolder.all()) {
      tests.add(
          dynamicTest(
              folder.name() + ": the solution",
              () -> repeat(folder, "solution", List.of(folder.solution()), times)));
      if (System.getProperty("each") != null) {
        Stream.concat(folder.wrongAnswers().stream(), folder.rightVariants().stream())
            .forEach(
                answer ->
                    tests.add(
                        dynamicTest(
                            folder.name() + ": " + answer.name(),
                            () ->
                                repeat(
                                    folder,
                                    answer.name(),
                                    List.of(folder.solution(), answer.folder()),
                                    times))));
      }
    }
    return tests.stream();
  }

  private static void repeat(LessonFolder folder, String name, List<Path> roots, int times)
      throws InterruptedException {
    Path output = folder.output().resolve("steady").resolve(name);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> load = System.getProperty("busy") == null ? List.of() : load(over);
    try (Workers workers = new Workers(Limits.DEFAULT)) {
      Verdict first =
          workers
              .run(
                  folder.lesson(),
                  Job.ofSources(roots, folder.steps(), folder.folder(), output, true))
              .join();
      assertThat(first.compileErrors()).isEmpty();
      Job again =
          new Job(
              List.of(),
              List.of(),
              List.of(output.resolve("main").toString(), output.resolve("test").toString()),
              folder.folder().toString(),
              "",
              output.resolve("printed.txt").toString(),
              true);
      List<CompletableFuture<Verdict>> runs = new ArrayList<>();
      for (int i = 1; i < times; i++) {
        runs.add(workers.run(folder.lesson(), again));
      }
      for (int i = 0; i < runs.size(); i++) {
        assertThat(words(runs.get(i).join()))
            .as(folder.name() + " " + name + ", run " + (i + 2) + " of " + times)
            .isEqualTo(words(first));
      }
      System.out.println(
          folder.name()
              + ", "
              + name
              + ": "
              + times
              + " runs, each "
              + first.passed()
              + " of "
              + first.steps().size()
              + " steps");
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

  /** All that a learner would see of a verdict. */
  private static List<String> words(Verdict verdict) {
    List<String> words = new ArrayList<>(verdict.compileErrors());
    for (Outcome step : verdict.steps()) {
      words.add(step.number() + " " + step.mark() + " " + step.diagnosis());
      words.addAll(step.lines());
    }
    return words;
  }
}
