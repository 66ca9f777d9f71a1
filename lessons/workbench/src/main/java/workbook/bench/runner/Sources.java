package workbook.bench.runner;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import workbook.bench.lesson.Regions;

/** The Java files of one or several folders, and a compiler for them in this JVM. */
final class Sources {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** The Java that lessons are written in, as in the root POM. */
  private static final int RELEASE = 17;

  /** Kept, because it knows the libraries by then: half of the time of compiling a lesson. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ENGLISH, null);

  private final Map<String, Path> files = new TreeMap<>();

  private Sources() {}

  /** All files of these folders; one in a later folder replaces the same one of an earlier. */
  static Sources in(List<Path> roots) throws IOException {
    Sources sources = new Sources();
    for (Path root : roots) {
      try (Stream<Path> found = Files.walk(root)) {
        found
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.files.put(root.relativize(file).toString(), file));
      }
    }
    return sources;
  }

  /** Names and texts of all files. */
  String text() throws IOException {
    return text(lines -> String.join("\n", lines));
  }

  /** The same, without what stands inside regions and without imports. */
  String outsideRegions() throws IOException {
    return text(Regions::outside);
  }

  private String text(Function<List<String>, String> part) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      text.append(file.getKey()).append('\n');
      text.append(part.apply(Files.readAllLines(file.getValue()))).append('\n');
    }
    return text.toString();
  }

  /**
   * Compiles the files into a folder, which is emptied first.
   *
   * @return what javac complains about, each with file and line; empty if it compiled
   */
  List<String> compile(List<Path> classPath, Path output, boolean strict) throws IOException {
    if (files.isEmpty()) {
      return List.of();
    }
    empty(output);
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        new ArrayList<>(List.of("-d", output.toString(), "-proc:none", "-parameters"));
    if (Runtime.version().feature() != RELEASE) {
      // javac reads the library of the other release anew each time, which its own does not need.
      options.addAll(List.of("--release", String.valueOf(RELEASE)));
    }
    options.add(strict ? "-Xlint:all,-processing,-serial,-path" : "-Xlint:none");
    options.add("-classpath");
    options.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    if (strict) {
      options.add("-Werror");
    }
    boolean ok =
        COMPILER
            .getTask(
                new StringWriter(),
                FILES,
                found,
                options,
                null,
                FILES.getJavaFileObjectsFromPaths(files.values()))
            .call();
    return ok ? List.of() : found.getDiagnostics().stream().map(Sources::words).toList();
  }

  private static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private static String words(Diagnostic<? extends JavaFileObject> found) {
    String text = found.getMessage(Locale.ENGLISH);
    return found.getSource() == null
        ? text
        : Path.of(found.getSource().toUri()).getFileName()
            + ":"
            + found.getLineNumber()
            + ": "
            + text;
  }
}
