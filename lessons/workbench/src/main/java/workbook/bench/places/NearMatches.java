package workbook.bench.places;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that someone may have meant who typed one that does not exist. */
final class NearMatches {
  private static final int MOST = 3;

  private NearMatches() {}

  /**
   * The nearest names, at most three, the nearest first; empty if none is near. Near is, whatever
   * the case of the letters, a name that contains the wanted text, or one that differs from it, in
   * full or after its last slash, by no more than a third of the wanted letters.
   */
  static List<String> of(String wanted, Collection<String> names) {
    String text = wanted.strip().toLowerCase(Locale.ROOT);
    int limit = text.length() / 3;
    record Candidate(String name, int distance) {}
    return names.stream()
        .map(name -> new Candidate(name, distance(text, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  private static int distance(String text, String name) {
    if (!text.isEmpty() && name.contains(text)) {
      return 0;
    }
    String city = name.substring(name.lastIndexOf('/') + 1);
    String typedCity = text.substring(text.lastIndexOf('/') + 1);
    return Math.min(
        edits(text, name), typedCity.isEmpty() ? name.length() : edits(typedCity, city));
  }

  /** The least number of letters to insert, delete or replace to make one text of the other. */
  private static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
