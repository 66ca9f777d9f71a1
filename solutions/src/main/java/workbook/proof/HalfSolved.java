package workbook.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A lesson as a learner has it who has solved its first steps: their regions, and no others. */
final class HalfSolved {
  private static final Pattern TAG = Pattern.compile("\\s*// tag::step-(\\d+)\\[\\]");
  private static final Pattern END = Pattern.compile("\\s*// end::step-\\d+\\[\\]");

  private HalfSolved() {}

  /**
   * Writes the files of the lesson into a folder, the regions of these steps taken from the
   * solution, and of the others from the starter.
   *
   * @param steps how many steps are solved
   */
  static void write(Path starter, Path solution, int steps, Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(starter)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = starter.relativize(file).toString();
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(
            target,
            mixed(Files.readAllLines(file), Files.readAllLines(solution.resolve(name)), steps));
      }
    }
  }

  private static List<String> mixed(List<String> starter, List<String> solution, int steps) {
    List<List<String>> answers = regions(solution);
    List<String> mixed = new ArrayList<>();
    int region = 0;
    boolean skipping = false;
    for (String line : starter) {
      Matcher tag = TAG.matcher(line);
      boolean begins = tag.matches();
      if (END.matcher(line).matches()) {
        skipping = false;
      }
      if (!skipping) {
        mixed.add(line);
      }
      if (begins && Integer.parseInt(tag.group(1)) <= steps) {
        mixed.addAll(answers.get(region));
        skipping = true;
      }
      region += begins ? 1 : 0;
    }
    addImports(mixed, solution);
    return mixed;
  }

  private static List<List<String>> regions(List<String> lines) {
    List<List<String>> regions = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (END.matcher(line).matches()) {
        inside = false;
      }
      if (inside) {
        regions.get(regions.size() - 1).add(line);
      }
      if (TAG.matcher(line).matches()) {
        inside = true;
        regions.add(new ArrayList<>());
      }
    }
    return regions;
  }

  private static void addImports(List<String> mixed, List<String> solution) {
    List<String> missing =
        solution.stream()
            .filter(line -> line.startsWith("import "))
            .filter(line -> !mixed.contains(line))
            .toList();
    for (int i = 0; i < mixed.size(); i++) {
      if (mixed.get(i).startsWith("package ")) {
        mixed.addAll(i + 1, missing);
        return;
      }
    }
  }
}
