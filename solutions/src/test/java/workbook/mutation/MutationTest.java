package workbook.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import workbook.bench.lesson.Book;
import workbook.bench.runner.Job;
import workbook.bench.runner.Limits;
import workbook.bench.runner.Verdict;
import workbook.proof.LessonFolder;
import workbook.proof.Workers;

/**
 * Changes each solution in small ways, with PIT, and sees whether its lesson's steps notice. A
 * change that they do not notice must stand in the solution's {@code survivors.txt} with the reason
 * why no peer can see it.
 *
 * <pre>
 * mvn verify -pl solutions -Pmutation [-Dlesson=03] [-Drecord]
 * </pre>
 *
 * <p>{@code -Drecord}, for all lessons, writes the outcome into {@code solutions/mutation.adoc}.
 */
@Tag("mutation")
class MutationTest {
  private static final long LIMIT_MINUTES = 20;

  private static final List<Outcome> OUTCOMES = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> everyChangeIsNoticedOrExplained() {
    return LessonFolder.all().stream()
        .map(lesson -> dynamicTest(lesson.name(), () -> noticed(lesson)));
  }

  @AfterAll
  static void record() throws IOException {
    if (System.getProperty("record") != null && OUTCOMES.size() == Book.lessons().size()) {
      Files.writeString(
          Book.root().resolve("solutions/mutation.adoc"),
          Outcome.page(OUTCOMES, System.getProperty("pitest.version")));
    }
  }

  private static void noticed(LessonFolder lesson) throws Exception {
    Path output = Book.root().resolve("solutions/target/mutation").resolve(lesson.name());
    compile(lesson, output);
    mutate(output);
    Outcome outcome =
        new Outcome(
            lesson.name(),
            Mutant.read(output.resolve("report/mutations.xml")),
            Survivors.read(lesson.solutionFolder().resolve("survivors.txt")));
    OUTCOMES.add(outcome);
    System.out.println(outcome.line());
    outcome.alive().forEach(mutant -> System.out.println("  " + mutant.words()));
    assertThat(outcome.unexplained())
        .as(
            "changes of "
                + lesson.name()
                + " that no step notices and survivors.txt has no reason for")
        .isEmpty();
    assertThat(outcome.idle())
        .as("lines of " + lesson.name() + "'s survivors.txt that no change survives by")
        .isEmpty();
  }

  private static void compile(LessonFolder lesson, Path output) {
    try (Workers workers = new Workers(Limits.DEFAULT)) {
      Verdict verdict =
          workers
              .run(
                  lesson.lesson(),
                  Job.ofSources(
                      List.of(lesson.solution()), lesson.steps(), lesson.folder(), output, true))
              .join();
      assertThat(verdict.solved()).as(lesson.name() + " is solved").isTrue();
    }
  }

  private static void mutate(Path output) throws IOException, InterruptedException {
    Path main = output.resolve("main");
    List<String> classPath =
        new ArrayList<>(
            List.of(
                main.toString(),
                output.resolve("test").toString(),
                Book.lesson(output.getFileName().toString()).toString()));
    classPath.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Process pit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                String.join(File.pathSeparator, classPath),
                "org.pitest.mutationtest.commandline.MutationCoverageReport",
                "--reportDir",
                output.resolve("report").toString(),
                "--targetClasses",
                classes(main, ""),
                "--targetTests",
                classes(output.resolve("test"), "Step"),
                "--sourceDirs",
                main.toString(),
                "--mutableCodePaths",
                main.toString(),
                "--outputFormats",
                "XML",
                "--timestampedReports",
                "false",
                // A JVM for each change: threads that one has left behind would fail the next.
                "--mutationUnitSize",
                "1",
                "--threads",
                "2",
                "--jvmArgs",
                "-Dworkbook.root=" + Book.root() + ",-Dworkbook.limit=1000,-XX:TieredStopAtLevel=1")
            .redirectErrorStream(true)
            .redirectOutput(output.resolve("pit.txt").toFile())
            .start();
    if (!pit.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      pit.destroyForcibly();
    }
    assertThat(pit.exitValue()).as("status of PIT, see " + output.resolve("pit.txt")).isZero();
  }

  /** The names of the classes in this folder that begin so, parted by commas. */
  private static String classes(Path folder, String begin) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .map(file -> folder.relativize(file).toString().replaceAll("\\.class$", ""))
          .map(name -> name.replace(File.separatorChar, '.'))
          .collect(Collectors.joining(","));
    }
  }
}
