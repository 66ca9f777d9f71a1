package workbook.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at its blanks, so that a terminal need not break it inside a word. */
public final class Wrapping {
  /** How many characters of a line can be seen where the terminal is as narrow as most begin. */
  public static final int COLUMNS = 80;

  private Wrapping() {}

  /**
   * The lines of this text, none of them longer than this many characters unless it is a single
   * word. A line that ends in the text ends here too.
   */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n")) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ")) {
        if (line.length() + word.length() > width && !line.isEmpty()) {
          lines.add(line.toString().stripTrailing());
          line.setLength(0);
        }
        line.append(word).append(' ');
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
