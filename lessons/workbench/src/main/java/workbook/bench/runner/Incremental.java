package workbook.bench.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import workbook.bench.runner.Sources.Compilation;

/**
 * Compiles a lesson's code and steps: all of the code once, and after that only the files that have
 * changed, as long as they change nothing that other files or the steps are compiled against.
 */
final class Incremental {
  private final List<Path> libraries;

  /** Code that was compiled as a whole, by the folder of its files. */
  private final Map<Path, Whole> wholes = new HashMap<>();

  /** Where steps lie that were compiled before, by their text and the code's API. */
  private final Map<String, Path> compiledSteps = new HashMap<>();

  private record Whole(Sources code, Compilation compilation, Path classes) {}

  /**
   * A lesson that can be run.
   *
   * @param errors what javac complains about, each with file and line; empty if it compiled
   * @param classes the folders of all classes
   * @param steps those of them in which there are steps
   */
  record Built(List<String> errors, List<Path> classes, List<Path> steps) {}

  Incremental(List<Path> libraries) {
    this.libraries = libraries;
  }

  /** Compiles what the job consists of, if it is not compiled already. */
  Built build(Job job) throws IOException {
    if (job.mainRoots().isEmpty()) {
      List<Path> classes = paths(job.classes());
      return new Built(List.of(), classes, classes);
    }
    Path output = Path.of(job.output());
    Path main = output.resolve("main");
    List<Path> classPath = new ArrayList<>(List.of(main));
    classPath.addAll(libraries);
    Compilation code = code(paths(job.mainRoots()), classPath, output, job.strict());
    if (!code.errors().isEmpty()) {
      return new Built(code.errors(), List.of(), List.of());
    }
    Sources steps = Sources.in(paths(job.testRoots()));
    String known = steps.text() + code.api();
    Path test = compiledSteps.get(known);
    if (test == null) {
      test = output.resolve("test");
      compiledSteps.values().remove(test);
      Sources.empty(test);
      List<String> errors = steps.compile(classPath, test, job.strict()).errors();
      if (!errors.isEmpty()) {
        return new Built(errors, List.of(), List.of());
      }
      compiledSteps.put(known, test);
    }
    return new Built(List.of(), List.of(main, test), List.of(test));
  }

  /** Compiles the files of these folders into the folder with which the class path begins. */
  private Compilation code(List<Path> roots, List<Path> classPath, Path output, boolean strict)
      throws IOException {
    Sources code = Sources.in(roots);
    Path main = classPath.get(0);
    Sources.empty(main);
    Path first = roots.get(0);
    if (roots.size() > 1 && !wholes.containsKey(first)) {
      Sources below = Sources.in(List.of(first));
      keep(first, below, below.compile(classPath, main, strict), output);
      Sources.empty(main);
    }
    Whole whole = wholes.get(first);
    if (whole != null && code.hasTheFilesOf(whole.code())) {
      copy(whole.classes(), main);
      Compilation changed = code.changedSince(whole.code()).compile(classPath, main, strict);
      if (!changed.errors().isEmpty() || whole.compilation().hasTheApiOf(changed)) {
        return new Compilation(changed.errors(), whole.compilation().api());
      }
      Sources.empty(main);
    }
    Compilation all = code.compile(classPath, main, strict);
    if (roots.size() == 1) {
      keep(first, code, all, output);
    }
    return all;
  }

  private void keep(Path root, Sources code, Compilation compilation, Path output)
      throws IOException {
    if (compilation.errors().isEmpty()) {
      Path classes = output.resolve("whole");
      Sources.empty(classes);
      copy(output.resolve("main"), classes);
      wholes.put(root, new Whole(code, compilation, classes));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path path : found.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    }
  }

  private static List<Path> paths(List<String> names) {
    return names.stream().map(Path::of).toList();
  }
}
