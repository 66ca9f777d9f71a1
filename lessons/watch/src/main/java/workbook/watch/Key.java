package workbook.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys of watch mode. */
enum Key {
  HINT('h', "next hint for this step"),
  LESSONS('l', "all lessons and how far you are"),
  NEXT('n', "next lesson"),
  PREVIOUS('p', "previous lesson"),
  RUN('r', "run again"),
  CHAPTER('c', "address of this lesson's chapter"),
  DIFFERENCE('d', "difference between your code and the solution"),
  RESET('x', "begin this lesson again from its starter"),
  MODEL('m', "take the solution, to catch up with a class"),
  HELP('?', "these keys"),
  QUIT('q', "quit");

  private final char character;
  private final String purpose;

  Key(char character, String purpose) {
    this.character = character;
    this.purpose = purpose;
  }

  static Optional<Key> of(char pressed) {
    String text = String.valueOf(pressed).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(key -> text.charAt(0) == key.character).findFirst();
  }

  static List<String> help() {
    return Arrays.stream(values()).map(key -> "  " + key.character + "  " + key.purpose).toList();
  }
}
