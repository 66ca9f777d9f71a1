package workbook.site;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines: SVG does not do it, and a phone has room for few characters. */
final class Wrap {
  private Wrap() {}

  /** Lines of at most {@code most} characters; a longer word is cut. */
  static List<String> lines(String text, int most) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
        lines.add(line);
        line = "";
      }
      line = line.isEmpty() ? word : line + " " + word;
      while (line.length() > most) {
        lines.add(line.substring(0, most));
        line = line.substring(most);
      }
    }
    lines.add(line);
    return lines;
  }
}
