package workbook.proof;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import workbook.bench.lesson.Lesson;
import workbook.bench.runner.Job;
import workbook.bench.runner.LessonRunner;
import workbook.bench.runner.Limits;
import workbook.bench.runner.Verdict;

/**
 * Warm workers, one more than there are cores since many wrong answers only wait, at most four, for
 * jobs that do not depend on each other.
 */
public final class Workers implements AutoCloseable {
  private final int count = Math.min(4, Runtime.getRuntime().availableProcessors() + 1);
  private final ExecutorService threads = Executors.newFixedThreadPool(count);
  private final BlockingQueue<LessonRunner> idle = new ArrayBlockingQueue<>(count);
  private final List<LessonRunner> all = new ArrayList<>();

  /** Workers that wait for jobs; their JVMs start with the first. */
  public Workers(Limits limits) {
    for (int i = 0; i < count; i++) {
      all.add(new LessonRunner(classPath(), limits));
    }
    idle.addAll(all);
  }

  /** Runs the job on the next worker that is free. */
  public CompletableFuture<Verdict> run(Lesson lesson, Job job) {
    return CompletableFuture.supplyAsync(
        () -> {
          LessonRunner runner = idle.remove();
          try {
            return runner.run(lesson, job);
          } finally {
            idle.add(runner);
          }
        },
        threads);
  }

  /** The workbench and its libraries: this JVM's class path without the proof's own classes. */
  private static List<Path> classPath() {
    return Arrays.stream(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> !entry.endsWith(Path.of("solutions", "target", "test-classes")))
        .filter(entry -> !entry.endsWith(Path.of("solutions", "target", "classes")))
        .toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    all.forEach(LessonRunner::close);
  }
}
