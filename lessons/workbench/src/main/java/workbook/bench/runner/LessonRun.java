package workbook.bench.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Starters;
import workbook.bench.report.Screen;
import workbook.bench.report.StepReport;

/**
 * The one test that Surefire runs in a lesson, inside Maven's own JVM: it lets a worker run the
 * steps, prints the step report and fails unless all steps pass. A learner's code never runs here.
 * It is a plain class with a test method, which Surefire runs without starting a test framework.
 */
public final class LessonRun {

  /** Runs the steps of the lesson whose folder is the property {@code basedir}. */
  public void testSteps() throws IOException {
    Path folder = Path.of(System.getProperty("basedir")).toAbsolutePath();
    List<Path> own =
        List.of(folder.resolve("target/test-classes"), folder.resolve("target/classes"));
    Lesson lesson = Lesson.parse(Files.readString(folder.resolve("steps.adoc")));
    List<Path> libraries =
        Arrays.stream(System.getProperty("surefire.test.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> !own.contains(entry.toAbsolutePath()))
            .toList();
    Starters.keep();
    Verdict verdict;
    try (LessonRunner runner = new LessonRunner(libraries, Limits.DEFAULT)) {
      verdict = runner.run(lesson, Job.ofClasses(own, folder.resolve(StepReport.PRINTS)));
    }
    List<String> lines = new ArrayList<>(StepReport.of(lesson, verdict));
    lines.addAll(whatNext(folder, lesson, verdict));
    Screen.print(Screen.console(), lines);
    Files.write(folder.resolve("target/surefire-reports/steps.txt"), lines);
    if (!verdict.solved()) {
      throw new Unsolved(verdict.passed() + " of " + lesson.steps().size() + " steps are solved");
    }
  }

  private static List<String> whatNext(Path folder, Lesson lesson, Verdict verdict) {
    List<String> lessons = Book.lessons();
    int here = lessons.indexOf(folder.getFileName().toString());
    if (verdict.solved()) {
      return here + 1 < lessons.size()
          ? List.of(
              "  Solved. Next: mvn test -pl lessons/" + lessons.get(here + 1),
              "  and its chapter: " + Book.address(lessons.get(here + 1)),
              "")
          : List.of("  Solved, and with it all " + lessons.size() + " lessons. Well done.", "");
    }
    if (System.getProperty("walk") != null) {
      return List.of(
          "  You are at lesson "
              + (here + 1)
              + " of "
              + lessons.size()
              + ": lessons/"
              + folder.getFileName(),
          "");
    }
    return List.of();
  }

  /** A failure without a stack trace: the report has said it all. */
  private static final class Unsolved extends AssertionError {
    private static final long serialVersionUID = 1;

    Unsolved(String message) {
      super(message);
      setStackTrace(new StackTraceElement[0]);
    }
  }
}
