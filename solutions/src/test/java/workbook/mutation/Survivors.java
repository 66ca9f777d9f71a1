package workbook.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why no step notices some changes. Each change has a line with its name, as the run prints it
 * without the line's number, and then a line that begins with two blanks and gives the reason.
 */
final class Survivors {
  private Survivors() {}

  /** Names and reasons; empty where there is no such file. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return reasons;
    }
    String name = null;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("  ") && name != null) {
        reasons.merge(
            name, line.strip(), (before, more) -> before.isEmpty() ? more : before + " " + more);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        name = line.strip();
        reasons.put(name, "");
      }
    }
    return reasons;
  }
}
