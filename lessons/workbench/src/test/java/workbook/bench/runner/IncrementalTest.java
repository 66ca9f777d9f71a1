package workbook.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.bench.runner.Incremental.Built;

class IncrementalTest {
  @TempDir Path folder;
  private Path code;
  private Path steps;
  private final Incremental incremental = new Incremental(List.of());

  @BeforeEach
  void write() throws IOException {
    code = Files.createDirectories(folder.resolve("code"));
    steps = Files.createDirectories(folder.resolve("steps"));
    write(code, "Room", "static final int SEATS = 2; static String door() { return \"open\"; }");
    write(code, "Guest", "public static String sees() { return Room.door() + Room.SEATS; }");
    write(steps, "Look", "public static String sees() { return Guest.sees() + Room.SEATS; }");
  }

  @Test
  void aBodyThatHasChangedIsSeenByAll() throws Exception {
    Built first = build(code);
    assertThat(sees(first)).isEqualTo("open22");

    write(code, "Room", "static final int SEATS = 2; static String door() { return \"shut\"; }");

    Built second = build(code);
    assertThat(sees(second)).isEqualTo("shut22");
    assertThat(second.steps()).isEqualTo(first.steps());
  }

  @Test
  void aConstantThatHasChangedIsSeenByAll() throws Exception {
    build(code);

    write(code, "Room", "static final int SEATS = 3; static String door() { return \"open\"; }");

    assertThat(sees(build(code))).isEqualTo("open33");
  }

  @Test
  void aMethodThatHasGoneIsMissedWhereItIsUsed() throws Exception {
    build(code);

    write(code, "Room", "static final int SEATS = 2;");

    assertThat(build(code).errors()).hasSize(1).first().asString().startsWith("Guest.java:1: ");
  }

  @Test
  void aFileThatHasGoneIsMissedWhereItIsUsed() throws Exception {
    build(code);

    Files.delete(code.resolve("Room.java"));

    assertThat(build(code).errors()).isNotEmpty().first().asString().startsWith("Guest.java:1: ");
  }

  @Test
  void codeThatDidNotCompileIsForgotten() throws Exception {
    build(code);
    write(code, "Room", "static final int SEATS = 2; static String door() { return 1; }");
    assertThat(build(code).errors()).hasSize(1).first().asString().startsWith("Room.java:1: ");

    write(code, "Room", "static final int SEATS = 2; static String door() { return \"shut\"; }");

    assertThat(sees(build(code))).isEqualTo("shut22");
  }

  @Test
  void anAnswerIsLaidOverTheSolutionAndDoesNotStayThere() throws Exception {
    Path answer = Files.createDirectories(folder.resolve("answer"));
    write(answer, "Room", "static final int SEATS = 4; static String door() { return \"ajar\"; }");
    Path other = Files.createDirectories(folder.resolve("other"));
    write(other, "Guest", "public static String sees() { return Room.door() + \"!\"; }");

    assertThat(sees(build(code, answer))).isEqualTo("ajar44");
    assertThat(sees(build(code, other))).isEqualTo("open!2");
    assertThat(sees(build(code))).isEqualTo("open22");
  }

  private Built build(Path... roots) throws IOException {
    Path output =
        folder
            .resolve("output")
            .resolve(String.valueOf(roots[roots.length - 1].toUri().hashCode()));
    return incremental.build(Job.ofSources(List.of(roots), steps, folder, output, true));
  }

  private static String sees(Built built) throws Exception {
    assertThat(built.errors()).isEmpty();
    URL[] urls = new URL[built.classes().size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = built.classes().get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      return (String) loader.loadClass("Look").getMethod("sees").invoke(null);
    }
  }

  private static void write(Path root, String name, String body) throws IOException {
    Files.writeString(root.resolve(name + ".java"), "public class " + name + " { " + body + " }");
  }
}
