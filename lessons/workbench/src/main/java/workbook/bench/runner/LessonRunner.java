package workbook.bench.runner;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import workbook.bench.FailureText;
import workbook.bench.diagnosis.RunDiagnosis;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;
import workbook.bench.runner.Told.Broken;
import workbook.bench.runner.Told.Compiled;
import workbook.bench.runner.Told.Done;
import workbook.bench.runner.Told.Finished;
import workbook.bench.runner.Told.Started;
import workbook.bench.runner.Verdict.Mark;
import workbook.bench.runner.Verdict.Outcome;

/**
 * Runs lessons' steps in a warm JVM of their own, the worker, and replaces it when a learner's code
 * has broken it. `mvn test -pl lessons/…`, the proof and watch mode are its users. Used by one
 * thread only.
 */
public final class LessonRunner implements AutoCloseable {
  private static final int OUT_OF_MEMORY_STATUS = 3;
  private static final long GRACE_MILLIS = 4_000;
  private static final long COMPILE_LIMIT_MILLIS = 60_000;

  private final List<Path> classPath;
  private final Limits limits;
  private Process worker;
  private ObjectOutputStream jobs;
  private BlockingQueue<Object> told;

  /**
   * A runner; the worker starts with the first job.
   *
   * @param classPath the workbench and the libraries, without any lesson's classes
   * @param limits what the code may use
   */
  public LessonRunner(List<Path> classPath, Limits limits) {
    this.classPath = List.copyOf(classPath);
    this.limits = limits;
  }

  /**
   * Runs all steps of this lesson. Takes as long as the steps take, and no step longer than its
   * limit.
   */
  public Verdict run(Lesson lesson, Job job) {
    Map<Integer, Outcome> outcomes = new TreeMap<>();
    lesson
        .steps()
        .forEach(step -> outcomes.put(step.number(), Outcome.of(step.number(), Mark.NOT_RUN)));
    try {
      start();
      jobs.writeObject(job);
      jobs.flush();
    } catch (IOException e) {
      stop();
      throw new UncheckedIOException("the worker JVM could not be started", e);
    }
    List<String> errors = List.of();
    int running = 0;
    long limit = COMPILE_LIMIT_MILLIS;
    while (true) {
      Object next = next(limit);
      if (next instanceof Compiled compiled) {
        errors = compiled.errors();
      } else if (next instanceof Started started) {
        running = started.step();
        limit = Allowance.atMostMillis(limits.step().toMillis()) + GRACE_MILLIS;
      } else if (next instanceof Finished finished) {
        outcomes.merge(finished.step(), outcome(finished), LessonRunner::worse);
        limit = COMPILE_LIMIT_MILLIS;
      } else if (next instanceof Done done) {
        if (!done.reusable()) {
          stop();
        }
        return new Verdict(errors, List.copyOf(outcomes.values()));
      } else {
        Broken broken = next instanceof Broken known ? known : gone();
        stop();
        int step = Math.max(1, running);
        // A test method of this step that has failed before in words says more.
        outcomes.merge(step, broken(lesson, step, broken), LessonRunner::worse);
        return new Verdict(errors, List.copyOf(outcomes.values()));
      }
    }
  }

  private static Outcome outcome(Finished finished) {
    return new Outcome(
        finished.step(),
        finished.passed() ? Mark.PASSED : Mark.FAILED,
        finished.byLimit(),
        finished.lines(),
        finished.conversation(),
        finished.diagnosis(),
        finished.printed(),
        finished.printedLines(),
        finished.millis());
  }

  /**
   * A step of several test methods passes when all pass; the first that fails speaks for it, else
   * the first.
   */
  private static Outcome worse(Outcome before, Outcome now) {
    boolean speaks =
        before.mark() == Mark.NOT_RUN
            || (before.mark() == Mark.PASSED && now.mark() != Mark.PASSED);
    return (speaks ? now : before).withMillis(before.millis() + now.millis());
  }

  private Outcome broken(Lesson lesson, int step, Broken broken) {
    RunDiagnosis diagnosis = RunDiagnosis.valueOf(broken.diagnosis());
    return new Outcome(
        step,
        Mark.BROKEN,
        true,
        FailureText.broken(broken.seen(), diagnosis, lesson, lesson.step(step)),
        List.of(),
        diagnosis.id(),
        List.of(),
        0,
        limits.step().toMillis());
  }

  private Broken gone() {
    try {
      if (worker.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        int status = worker.exitValue();
        return status == OUT_OF_MEMORY_STATUS
            ? new Broken(
                RunDiagnosis.HEAP_FULL.name(),
                "all " + limits.heapMegabytes() + " MB of the heap were filled")
            : new Broken(RunDiagnosis.LOST.name(), "the JVM ended with status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Broken(RunDiagnosis.LOST.name(), "the JVM no longer answered and was killed");
  }

  private Object next(long limitMillis) {
    try {
      return told.poll(limitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void start() throws IOException {
    if (worker != null && worker.isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            // Newer JDKs warn of what Netty and protobuf do, unless these are given; 17 knows
            // neither.
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true"));
    command.addAll(limits.options());
    command.add("-Dworkbook.root=" + Book.root());
    command.add("-classpath");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(Worker.class.getName());
    worker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    jobs = new ObjectOutputStream(worker.getOutputStream());
    jobs.flush();
    told = new LinkedBlockingQueue<>();
    Thread reader = new Thread(new Reader(worker, told), "workbench-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Puts what a worker tells into a queue; its last word is the process itself. */
  private record Reader(Process worker, BlockingQueue<Object> told) implements Runnable {
    @Override
    public void run() {
      try (ObjectInputStream in =
          new ObjectInputStream(new BufferedInputStream(worker.getInputStream()))) {
        while (true) {
          told.add(in.readObject());
        }
      } catch (IOException | ClassNotFoundException end) {
        told.add(worker);
      }
    }
  }

  private void stop() {
    if (worker != null) {
      worker.destroyForcibly();
      worker = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
