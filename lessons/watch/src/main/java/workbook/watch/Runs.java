package workbook.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;
import workbook.bench.report.StepReport;
import workbook.bench.runner.Job;
import workbook.bench.runner.LessonRunner;
import workbook.bench.runner.Limits;

/** Runs lessons one after the other, on a thread of its own, and tells what came of it. */
final class Runs implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread runs = new Thread(task, "runs");
            runs.setDaemon(true);
            return runs;
          });
  private final LessonRunner runner = new LessonRunner(classPath(), Limits.DEFAULT);
  private final Consumer<Happening> tell;

  Runs(Consumer<Happening> tell) {
    this.tell = tell;
  }

  void start(String lesson) {
    thread.execute(() -> tell.accept(run(lesson)));
  }

  private Happening run(String name) {
    Path folder = Book.lesson(name);
    try {
      Lesson lesson = Lesson.parse(Files.readString(folder.resolve("steps.adoc")));
      Job job =
          Job.ofSources(
                  List.of(folder.resolve("src/main/java")),
                  folder.resolve("src/test/java"),
                  folder,
                  Book.root().resolve(".workbook/classes").resolve(name),
                  false)
              .printingTo(folder.resolve(StepReport.PRINTS));
      return new Happening.Ran(name, runner.run(lesson, job));
    } catch (IOException | RuntimeException e) {
      return new Happening.NotRun(name, e);
    }
  }

  /**
   * The workbench and its libraries; the worker has no use for the rest, and does no harm with it.
   */
  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    runner.close();
  }
}
