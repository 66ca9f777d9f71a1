package workbook.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Starters;

/**
 * Measures the time from a save to the verdict, for each lesson solved and as its starter, beside
 * {@code mvn test -pl} of the same lesson: {@code mvn verify -pl lessons/watch -Dbenchmark
 * [-Dlesson=NN] [-Dsaves=100]}. It prints figures and asserts nothing.
 */
class SaveToVerdictBenchmark {
  private static final int SAVES = Integer.getInteger("saves", 100);
  private static final int MAVEN_RUNS = 5;

  @TempDir private Path root;

  @Test
  void ofEachLesson() throws Exception {
    Path real = Book.root();
    for (String top : List.of("pom.xml", ".mvn", "proto", "lessons", "solutions", "docs")) {
      copy(real, top);
    }
    System.out.printf(
        "%-24s %-8s %8s %8s %8s %7s %16s%n",
        "lesson", "", "median", "95th", "maven", "ratio", "worker RSS, MB");
    String only = System.getProperty("lesson", "");
    for (String lesson : Book.lessons().stream().filter(name -> name.startsWith(only)).toList()) {
      measure(lesson, "starter");
      Starters.replace(
          root.resolve("lessons").resolve(lesson).resolve("src/main/java"),
          root.resolve("solutions").resolve(lesson).resolve("src/main/java"));
      measure(lesson, "solved");
    }
  }

  private void measure(String lesson, String state) throws Exception {
    double[] saves = new double[SAVES];
    long before;
    long after;
    try (Terminal terminal = Terminal.startPlain(root, lesson)) {
      terminal.until("q quit");
      Path file = fileWithARegion(lesson);
      String text = Files.readString(file);
      for (int i = 0; i < 10; i++) {
        save(terminal, file, text, i);
      }
      before = terminal.workerMegabytes();
      for (int i = 0; i < SAVES; i++) {
        saves[i] = save(terminal, file, text, i);
      }
      after = terminal.workerMegabytes();
      Files.writeString(file, text);
    }
    double[] maven = new double[MAVEN_RUNS];
    maven(lesson);
    for (int i = 0; i < MAVEN_RUNS; i++) {
      maven[i] = maven(lesson);
    }
    Arrays.sort(saves);
    Arrays.sort(maven);
    double median = saves[SAVES / 2];
    System.out.printf(
        "%-24s %-8s %6.3f s %6.3f s %6.2f s %7.1f %7d to %5d%n",
        lesson,
        state,
        median,
        saves[SAVES * 95 / 100],
        maven[MAVEN_RUNS / 2],
        maven[MAVEN_RUNS / 2] / median,
        before,
        after);
  }

  /** Saves a change inside a region, which is where learners write. */
  private static double save(Terminal terminal, Path file, String text, int number)
      throws IOException, InterruptedException {
    String changed = text.replaceFirst("// end::", "// save " + number + "\n$0");
    long start = System.nanoTime();
    Files.writeString(file, changed);
    terminal.until("q quit");
    return (System.nanoTime() - start) / 1e9;
  }

  private double maven(String lesson) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder("mvn", "-o", "test", "-pl", "lessons/" + lesson)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor(2, TimeUnit.MINUTES);
    return (System.nanoTime() - start) / 1e9;
  }

  private Path fileWithARegion(String lesson) throws IOException {
    try (Stream<Path> files =
        Files.walk(root.resolve("lessons").resolve(lesson).resolve("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.readString(file).contains("// end::")) {
          return file;
        }
      }
    }
    throw new IllegalStateException(lesson + " has no region");
  }

  private void copy(Path real, String top) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(real.resolve(top))) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      Path name = real.relativize(file);
      boolean built = Stream.of(name.toString().split("[/\\\\]")).anyMatch("target"::equals);
      if (!built) {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
