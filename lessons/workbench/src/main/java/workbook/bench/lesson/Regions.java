package workbook.bench.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tagged regions of a lesson's files, and what stands outside of them. */
public final class Regions {
  private static final Pattern TAG = Pattern.compile("\\s*// tag::([\\w-]+)\\[\\]");
  private static final Pattern END = Pattern.compile("\\s*// end::([\\w-]+)\\[\\]");

  /**
   * A file without its regions and imports: what must be the same in a lesson and in its solution.
   */
  private final Map<String, List<String>> frames = new TreeMap<>();

  private final List<String> bodies = new ArrayList<>();

  private Regions() {}

  /**
   * Reads all files below this folder.
   *
   * @throws IllegalArgumentException naming file and line where regions do not match
   */
  public static Regions of(Path root) throws IOException {
    Regions regions = new Regions();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        regions.read(root.relativize(file).toString(), Files.readAllLines(file));
      }
    }
    return regions;
  }

  /** The first place outside the regions where the other differs from this one, or empty. */
  public String firstDifference(Regions other) {
    Set<String> names = new TreeSet<>(frames.keySet());
    names.addAll(other.frames.keySet());
    for (String name : names) {
      List<String> mine = frames.getOrDefault(name, List.of());
      List<String> theirs = other.frames.getOrDefault(name, List.of());
      for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
        String line = i < mine.size() ? mine.get(i) : "(nothing)";
        String otherLine = i < theirs.size() ? theirs.get(i) : "(nothing)";
        if (!line.equals(otherLine)) {
          return name + ": \"" + line.strip() + "\" against \"" + otherLine.strip() + "\"";
        }
      }
    }
    return "";
  }

  /** Whether no region has been worked on: each holds comments only, or answers UNIMPLEMENTED. */
  public boolean untouched() {
    return bodies.stream()
        .allMatch(
            body ->
                body.contains("UNIMPLEMENTED")
                    || body.lines()
                        .allMatch(line -> line.isBlank() || line.strip().startsWith("//")));
  }

  private void read(String name, List<String> lines) {
    List<String> frame = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    String open = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher tag = TAG.matcher(line);
      Matcher end = END.matcher(line);
      if (tag.matches()) {
        require(open == null, name, i, "a region inside another");
        open = tag.group(1);
        frame.add(line);
      } else if (end.matches()) {
        require(end.group(1).equals(open), name, i, "an end without its begin");
        open = null;
        frame.add(line);
        bodies.add(body.toString());
        body.setLength(0);
      } else if (open != null) {
        body.append(line).append('\n');
      } else if (!line.startsWith("import ")) {
        frame.add(line);
      }
    }
    require(open == null, name, lines.size(), "a region without an end");
    frames.put(name, frame);
  }

  private static void require(boolean condition, String file, int line, String what) {
    if (!condition) {
      throw new IllegalArgumentException(file + ", line " + (line + 1) + ": " + what);
    }
  }
}
