package workbook.answers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.bench.report.Screen;
import workbook.bench.runner.Job;
import workbook.bench.runner.Limits;
import workbook.bench.runner.Verdict;
import workbook.proof.LessonFolder;
import workbook.proof.Workers;

/**
 * The one test that Surefire runs for {@code -Danswers=DIR}: lets workers run every answer, prints
 * a table and writes it into {@code solutions/target/answers} as CSV and HTML. It passes whatever
 * the answers are worth, and fails only if it could not run. Code from learners never runs here.
 */
public final class AnswersRun {
  private static final String FORM = "DIR/<who or what>/<NN-name>/workbook/…/File.java";

  /** Runs the answers in the folder that the property {@code answers} names. */
  public void testAnswers() throws IOException {
    Path answers = Path.of(System.getProperty("answers")).toAbsolutePath().normalize();
    if (!Files.isDirectory(answers)) {
      throw cannotRun(answers + " is no folder.");
    }
    Path output = Path.of(System.getProperty("basedir"), "target", "answers");
    clear(output);
    Map<String, LessonFolder> lessons =
        LessonFolder.all().stream()
            .collect(Collectors.toMap(LessonFolder::name, Function.identity()));
    Inbox inbox =
        Inbox.read(
            answers, lessons.keySet().stream().sorted().toList(), output.resolve("overlays"));
    PrintStream console = Screen.console();
    Screen.print(console, inbox.complaints().stream().map(text -> "left out: " + text).toList());
    if (inbox.submissions().isEmpty()) {
      throw cannotRun(answers + " holds no answer that can be run.");
    }
    List<Row> rows = run(inbox.submissions(), lessons, output, console);
    Files.write(output.resolve("answers.csv"), Csv.of(rows));
    Files.writeString(output.resolve("answers.html"), HtmlPage.of(rows, inbox.complaints()));
    List<String> lines = new ArrayList<>(Table.of(rows));
    lines.add("  as CSV    " + output.resolve("answers.csv"));
    lines.add("  as a page " + output.resolve("answers.html").toUri());
    lines.add("");
    Screen.print(console, lines);
  }

  private static List<Row> run(
      List<Submission> submissions,
      Map<String, LessonFolder> lessons,
      Path output,
      PrintStream console) {
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(Limits.DEFAULT)) {
      List<CompletableFuture<Row>> rows = new ArrayList<>();
      for (Submission submission : submissions) {
        LessonFolder folder = lessons.get(submission.lesson());
        Job job =
            Job.ofSources(
                List.of(folder.starter(), submission.overlay()),
                folder.steps(),
                folder.folder(),
                output.resolve("classes").resolve(submission.toString()),
                false);
        rows.add(
            workers
                .run(folder.lesson(), job)
                .thenApply(
                    verdict -> {
                      Screen.print(
                          console,
                          List.of(
                              progress(done.incrementAndGet(), submissions, submission, verdict)));
                      return new Row(submission, folder.lesson(), verdict);
                    }));
      }
      return rows.stream().map(CompletableFuture::join).toList();
    }
  }

  private static String progress(
      int done, List<Submission> submissions, Submission submission, Verdict verdict) {
    return "%d of %d  %s  %d of %d steps"
        .formatted(done, submissions.size(), submission, verdict.passed(), verdict.steps().size());
  }

  private static void clear(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }

  /** A failure without a stack trace, which Maven would not show: the screen has said it. */
  private static AssertionError cannotRun(String why) {
    Screen.print(Screen.console(), List.of(why, "Answers lie in " + FORM, ""));
    AssertionError failure = new AssertionError(why);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }
}
