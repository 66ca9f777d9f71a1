package workbook.bench.report;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints a report on a console, in ASCII where the console cannot show the marks. */
public final class Screen {
  private static final Pattern LABEL =
      Pattern.compile("( *)(expected|was|diagnosis|to do|look at|read)(?= )");
  private static final String MARKS = "✔✘○─▶◀·…×✕—";
  private static final String[][] ASCII = {
    {"✔", "+"},
    {"✘", "x"},
    {"○", "o"},
    {"─", "-"},
    {"▶", ">"},
    {"◀", "<"},
    {"·", "-"},
    {"…", "..."},
    {"×", "x"},
    {"✕", "x"},
    {"—", "-"}
  };

  private Screen() {}

  /**
   * The console itself. Maven 4 puts a stream of its own in the place of {@code System.out}, which
   * begins every line with a prefix.
   */
  public static PrintStream console() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset());
  }

  /** Prints the lines, as they are or in ASCII, as one write. */
  public static void print(PrintStream out, List<String> lines) {
    boolean unicode = charset().newEncoder().canEncode(MARKS);
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      String shown = hasColour() ? coloured(line) : line;
      text.append(unicode ? shown : ascii(shown)).append(System.lineSeparator());
    }
    out.print(text);
    out.flush();
  }

  /** Colour where a person looks at it; NO_COLOR and a dumb terminal turn it off. */
  private static boolean hasColour() {
    return System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"))
        && isTerminal(System.console());
  }

  /**
   * Since JDK 22 there is a console object even where there is no terminal, and it can be asked.
   */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  static String coloured(String line) {
    String shown =
        line.replace("✔", paint("32", "✔"))
            .replace("✘", paint("31", "✘"))
            .replace("✕", paint("31", "✕"));
    Matcher label = LABEL.matcher(shown);
    if (label.lookingAt()) {
      shown = label.group(1) + paint("1", label.group(2)) + shown.substring(label.end());
    }
    return line.contains(" · ") && line.endsWith(" steps") ? paint("1", line) : shown;
  }

  private static String paint(String code, String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  static String ascii(String text) {
    String plain = text;
    for (String[] pair : ASCII) {
      plain = plain.replace(pair[0], pair[1]);
    }
    return plain;
  }

  /**
   * JDK 19 and later name the console's charset; JDK 17 keeps it in a property of its own, and
   * where there is no console, only the platform's.
   */
  private static Charset charset() {
    for (String name : List.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")) {
      String value = System.getProperty(name);
      if (value != null && Charset.isSupported(value)) {
        return Charset.forName(value);
      }
    }
    return Charset.defaultCharset();
  }
}
