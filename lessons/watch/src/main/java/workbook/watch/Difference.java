package workbook.watch;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the solution does differently, as a unified diff. */
final class Difference {
  private static final int CONTEXT = 2;

  private Difference() {}

  /** The lines of the diff over all files; empty where there is none. */
  static List<String> between(Path mine, Path solution) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> found = Files.walk(solution)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        String name = solution.relativize(file).toString();
        Path own = mine.resolve(name);
        List<String> before = Files.exists(own) ? Files.readAllLines(own) : List.of();
        lines.addAll(
            UnifiedDiffUtils.generateUnifiedDiff(
                "yours/" + name,
                "solution/" + name,
                before,
                DiffUtils.diff(before, Files.readAllLines(file)),
                CONTEXT));
      }
    }
    return lines;
  }
}
