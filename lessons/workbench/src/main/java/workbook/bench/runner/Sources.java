package workbook.bench.runner;

import com.sun.source.util.JavacTask;
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
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java files of one or several folders, and a compiler for them in this JVM. */
final class Sources {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** The Java that lessons are written in, as in the root POM. */
  private static final int RELEASE = 17;

  /** Kept, because it knows the libraries by then: half of the time of compiling a lesson. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ENGLISH, null);

  private final Map<String, Path> files = new TreeMap<>();
  private final Map<String, String> texts = new TreeMap<>();

  private Sources() {}

  /**
   * What came of compiling some files.
   *
   * @param errors what javac complains about, each with file and line; empty if it compiled
   * @param api of each file, what other files could be compiled against
   */
  record Compilation(List<String> errors, Map<String, String> api) {

    /** Whether whoever was compiled against this would come out the same with those files. */
    boolean hasTheApiOf(Compilation files) {
      return api.entrySet().containsAll(files.api.entrySet());
    }
  }

  /** All files of these folders; one in a later folder replaces the same one of an earlier. */
  static Sources in(List<Path> roots) throws IOException {
    Sources sources = new Sources();
    for (Path root : roots) {
      try (Stream<Path> found = Files.walk(root)) {
        for (Path file : found.filter(file -> file.toString().endsWith(".java")).toList()) {
          String name = root.relativize(file).toString();
          sources.files.put(name, file);
          sources.texts.put(name, Files.readString(file));
        }
      }
    }
    return sources;
  }

  /** Whether these files have the names of the others. */
  boolean hasTheFilesOf(Sources others) {
    return texts.keySet().equals(others.texts.keySet());
  }

  /** Those of the files whose text is not as it was. */
  Sources changedSince(Sources before) {
    Sources changed = new Sources();
    texts.forEach(
        (name, text) -> {
          if (!text.equals(before.texts.get(name))) {
            changed.files.put(name, files.get(name));
            changed.texts.put(name, text);
          }
        });
    return changed;
  }

  /** Names and texts of all files. */
  String text() {
    return texts.toString();
  }

  /** Compiles the files into a folder. */
  Compilation compile(List<Path> classPath, Path output, boolean strict) {
    if (files.isEmpty()) {
      return new Compilation(List.of(), Map.of());
    }
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
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(
                new StringWriter(),
                FILES,
                found,
                options,
                null,
                FILES.getJavaFileObjectsFromPaths(files.values()));
    Api api = new Api();
    task.addTaskListener(api);
    boolean ok = task.call();
    Map<String, String> byName = new TreeMap<>();
    files.forEach((name, file) -> byName.put(name, api.of(file.toUri())));
    return new Compilation(
        ok ? List.of() : found.getDiagnostics().stream().map(Sources::words).toList(), byName);
  }

  /** Makes an empty folder. */
  static void empty(Path folder) throws IOException {
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
