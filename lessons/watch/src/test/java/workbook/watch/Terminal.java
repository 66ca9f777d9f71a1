package workbook.watch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Watch mode in a pseudo terminal, as {@code script} of util-linux makes one, or without any. */
final class Terminal implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private int read;

  private Terminal(Process process) {
    this.process = process;
    Thread reader = new Thread(this::pump, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts watch mode in a pseudo terminal, on the workbook in this folder. */
  static Terminal start(Path root, String... lesson) throws IOException {
    return start(List.of("script", "-qfec", String.join(" ", command(root, lesson)), "/dev/null"));
  }

  /** Starts watch mode with pipes only. */
  static Terminal startPlain(Path root, String... lesson) throws IOException {
    return start(command(root, lesson));
  }

  private static Terminal start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().put("NO_COLOR", "1");
    return new Terminal(builder.start());
  }

  private static List<String> command(Path root, String... lesson) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dworkbook.root=" + root,
                "-Dstdout.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-classpath",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .replace(File.separator + "test-classes", File.separator + "no-classes"),
                Watch.class.getName()));
    command.addAll(List.of(lesson));
    return command;
  }

  private void pump() {
    byte[] some = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        synchronized (shown) {
          shown.write(some, 0, count);
          shown.notifyAll();
        }
      }
    } catch (IOException ended) {
      // a terminal ends like this
    }
  }

  /** Waits until what is shown after the last such wait matches, and returns it. */
  String until(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern, Pattern.DOTALL);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    synchronized (shown) {
      while (true) {
        String text = shown.toString(StandardCharsets.UTF_8).substring(read);
        Matcher matcher = wanted.matcher(text);
        if (matcher.find()) {
          read += matcher.end();
          return text.substring(0, matcher.end());
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("expected " + pattern + "\nwas\n" + text);
        }
        shown.wait(left);
      }
    }
  }

  void press(char key) {
    try {
      process.getOutputStream().write(key);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The resident memory of the JVM that runs the lessons, in MB; 0 where the system does not tell.
   */
  long workerMegabytes() throws IOException {
    ProcessHandle worker =
        process
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains("runner.Worker"))
            .findFirst()
            .orElse(null);
    Path status = Path.of("/proc", worker == null ? "" : String.valueOf(worker.pid()), "status");
    if (worker == null || !Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** Whether it ends by itself. */
  boolean ends() throws InterruptedException {
    return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
