package workbook.bench.runner;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles source folders in this JVM. */
final class Sources {
  private Sources() {}

  /**
   * Compiles all Java files of these folders; a file in a later folder replaces the same one of an
   * earlier.
   *
   * @return what javac complains about, each with file and line; empty if it compiled
   */
  static List<String> compile(List<Path> roots, List<Path> classPath, Path output, boolean strict)
      throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (Path root : roots) {
      try (Stream<Path> found = Files.walk(root)) {
        found
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> files.put(root.relativize(file).toString(), file));
      }
    }
    Files.createDirectories(output);
    if (files.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        new ArrayList<>(
            List.of("-d", output.toString(), "-proc:none", "-parameters", "--release", "17"));
    options.add("-Xlint:all,-processing,-serial,-path");
    options.add("-classpath");
    options.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    if (strict) {
      options.add("-Werror");
    }
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, null)) {
      boolean ok =
          compiler
              .getTask(
                  new StringWriter(),
                  manager,
                  found,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files.values()))
              .call();
      return ok ? List.of() : found.getDiagnostics().stream().map(Sources::words).toList();
    }
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
