package workbook.bench.runner;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import workbook.bench.LastConversation;
import workbook.bench.Patience;
import workbook.bench.Step;
import workbook.bench.StepFailure;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.CallDiagnosis;
import workbook.bench.diagnosis.Diagnosis;
import workbook.bench.diagnosis.RunDiagnosis;
import workbook.bench.runner.Incremental.Built;
import workbook.bench.runner.Told.Broken;
import workbook.bench.runner.Told.Compiled;
import workbook.bench.runner.Told.Done;
import workbook.bench.runner.Told.Finished;
import workbook.bench.runner.Told.Started;
import workbook.bench.world.Threads;

/**
 * The main class of the JVM in which learners' code runs. It takes {@link Job}s from its standard
 * input and answers on its standard output; a learner's prints go elsewhere. It ends itself, saying
 * why, when the code runs without end or ends the process.
 */
final class Worker {
  /** How long one test method may take, in milliseconds; the solutions take a few. */
  static final long STEP_LIMIT_MILLIS = Long.getLong("workbook.step.limit", 6_000);

  /** Whatever else a lesson's tests consist of need not be loaded to be looked at. */
  private static final String STEP_CLASSES = "(.*\\.)?Step\\d[^.$]*";

  private final ObjectOutputStream supervisor;
  private final Printed printed = new Printed();
  private final Launcher launcher = LauncherFactory.create();

  private final Incremental incremental =
      new Incremental(paths(System.getProperty("java.class.path").split(File.pathSeparator)));
  private final Allowance allowance = new Allowance(STEP_LIMIT_MILLIS);
  private volatile boolean ending;

  private Worker(ObjectOutputStream supervisor) {
    this.supervisor = supervisor;
  }

  public static void main(String[] args) throws Exception {
    ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(FileDescriptor.out));
    out.flush();
    Worker worker = new Worker(out);
    PrintStream sink = new PrintStream(worker.printed, false, StandardCharsets.UTF_8);
    System.setOut(sink);
    System.setErr(sink);
    LogManager.getLogManager().reset();
    worker.watch();
    Runtime.getRuntime().addShutdownHook(new Thread(worker::explainExit, "workbench-exit"));
    try (ObjectInputStream in = new ObjectInputStream(new BufferedInputStream(System.in))) {
      System.setIn(java.io.InputStream.nullInputStream());
      while (true) {
        worker.run((Job) in.readObject());
      }
    } catch (EOFException supervisorHasGone) {
      worker.ending = true;
      Runtime.getRuntime().halt(0);
    }
  }

  private void run(Job job) throws IOException {
    Patience.renew();
    Threads threads = new Threads();
    printed.copyTo(Path.of(job.prints()));
    Built built = incremental.build(job);
    tell(new Compiled(built.errors()));
    if (built.errors().isEmpty()) {
      launch(built, job);
    }
    printed.flush();
    tell(new Done(threads.leftBehind().isEmpty()));
  }

  private void launch(Built built, Job job) throws IOException {
    Thread runner = Thread.currentThread();
    ClassLoader before = runner.getContextClassLoader();
    List<URL> urls = new ArrayList<>(built.classes().stream().map(Worker::url).toList());
    if (!job.words().isEmpty()) {
      urls.add(url(Path.of(job.words())));
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), before)) {
      runner.setContextClassLoader(loader);
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  selectClasspathRoots(
                      Set.copyOf(built.steps().stream().filter(Files::isDirectory).toList())))
              .filters(includeClassNamePatterns(STEP_CLASSES))
              .build();
      CancellationToken rest = CancellationToken.create();
      launcher.execute(
          LauncherExecutionRequestBuilder.request(request)
              .cancellationToken(rest)
              .listeners(new Teller(rest, job.upToFailure()))
              .build());
    } finally {
      runner.setContextClassLoader(before);
    }
  }

  private final class Teller implements TestExecutionListener {
    private final CancellationToken rest;
    private final boolean upToFailure;
    private long started;

    Teller(CancellationToken rest, boolean upToFailure) {
      this.rest = rest;
      this.upToFailure = upToFailure;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      int step = step(test);
      if (step > 0) {
        printed.take();
        printed.takeCount();
        tell(new Started(step));
        started = System.nanoTime();
        allowance.begin();
      }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      int step = step(test);
      if (step > 0) {
        allowance.end();
        List<String> lines = result.getThrowable().map(Worker::lines).orElse(List.of());
        String diagnosis =
            result
                .getThrowable()
                .filter(StepFailure.class::isInstance)
                .flatMap(thrown -> ((StepFailure) thrown).diagnosis())
                .map(Diagnosis::id)
                .orElse(null);
        boolean byLimit =
            result
                .getThrowable()
                .filter(StepFailure.class::isInstance)
                .map(thrown -> ((StepFailure) thrown).byLimit())
                .orElse(false);
        if (byLimit) {
          Patience.wearThin();
        }
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        // A thread that still runs would be taken for one of the steps after this one.
        boolean stillRuns = CallDiagnosis.THREAD_LEFT_BEHIND.id().equals(diagnosis);
        if (stillRuns || (upToFailure && !passed)) {
          rest.cancel();
        }
        tell(
            new Finished(
                step,
                passed,
                byLimit,
                lines,
                LastConversation.take(),
                diagnosis,
                printed.take(),
                printed.takeCount(),
                (System.nanoTime() - started) / 1_000_000));
      }
    }

    private int step(TestIdentifier test) {
      return test.getSource()
          .filter(MethodSource.class::isInstance)
          .map(source -> ((MethodSource) source).getJavaClass().getAnnotation(Step.class))
          .map(Step::value)
          .orElse(0);
    }
  }

  private static List<String> lines(Throwable thrown) {
    if (thrown instanceof StepFailure failure) {
      return failure.lines();
    }
    return List.of("was        " + Words.thrown(thrown));
  }

  private synchronized void tell(Told told) {
    try {
      supervisor.writeObject(told);
      supervisor.reset();
      supervisor.flush();
    } catch (IOException supervisorHasGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private void watch() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (!allowance.isUsedUp()) {
                  Thread.sleep(50);
                }
                ending = true;
                tell(Stuck.explain());
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException e) {
                // nobody interrupts it
              }
            },
            "workbench-watch");
    watch.setDaemon(true);
    watch.setPriority(Thread.MAX_PRIORITY);
    watch.start();
  }

  private void explainExit() {
    if (ending) {
      return;
    }
    String seen =
        Thread.getAllStackTraces().values().stream()
            .filter(stack -> Arrays.stream(stack).anyMatch(Worker::isExit))
            .map(Words::place)
            .filter(place -> !place.isEmpty())
            .findFirst()
            .map(place -> "System.exit was called at " + place)
            .orElse("System.exit was called");
    tell(new Broken(RunDiagnosis.EXITED.name(), seen));
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
  }

  private static List<Path> paths(String... names) {
    return Arrays.stream(names).map(Path::of).toList();
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path + " is no folder of classes", e);
    }
  }
}
