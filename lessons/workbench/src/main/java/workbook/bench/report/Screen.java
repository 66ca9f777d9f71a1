package workbook.bench.report;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/** Prints a report on a console, in ASCII where the console cannot show the marks. */
public final class Screen {
  private static final String MARKS = "✔✘○─▶◀·…×✕—";
  private static final String[][] ASCII = {
    {"✔", "+"}, {"✘", "x"}, {"○", "o"}, {"─", "-"}, {"▶", ">"}, {"◀", "<"}, {"·", "-"},
    {"…", "..."}, {"×", "x"}, {"✕", "x"}, {"—", "-"}
  };

  private Screen() {}

  /** Prints the lines, as they are or in ASCII, as one write. */
  public static void print(PrintStream out, List<String> lines) {
    String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
    out.print(charset().newEncoder().canEncode(MARKS) ? text : ascii(text));
    out.flush();
  }

  static String ascii(String text) {
    String plain = text;
    for (String[] pair : ASCII) {
      plain = plain.replace(pair[0], pair[1]);
    }
    return plain;
  }

  /** JDK 19 and later name the console's charset; JDK 17 keeps it in a property of its own. */
  private static Charset charset() {
    for (String name : List.of("stdout.encoding", "sun.stdout.encoding")) {
      String value = System.getProperty(name);
      if (value != null && Charset.isSupported(value)) {
        return Charset.forName(value);
      }
    }
    return Charset.defaultCharset();
  }
}
