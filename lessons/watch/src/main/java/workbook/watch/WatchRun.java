package workbook.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Surefire runs instead of the steps: starts {@link Watch} with Maven's class path, in a JVM
 * that owns the terminal, and waits until the learner quits.
 */
public final class WatchRun {

  /** Watches the lesson whose folder is the property {@code basedir}, if it was asked for. */
  public void testWatch() throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("basedir"));
    boolean askedFor = !"choose:true".equals(System.getProperty("workbook.choose"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx96m",
            "-classpath",
            classPath(folder),
            Watch.class.getName()));
    if (askedFor) {
      command.add(folder.getFileName().toString());
    }
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (!askedFor) {
      // The other lessons come after this one in Maven's list, and nobody asked for them.
      System.exit(status);
    }
    if (status != 0) {
      throw new AssertionError("watch mode ended with status " + status);
    }
  }

  private static String classPath(Path folder) {
    Path own = folder.resolve("target").toAbsolutePath();
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("surefire.test.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(own))
            .toList());
  }
}
