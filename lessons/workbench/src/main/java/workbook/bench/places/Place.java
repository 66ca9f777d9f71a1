package workbook.bench.places;

/**
 * One place, free of the contract's classes so that the generator runs on a bare class path.
 *
 * @param name the tz database's name for its zone, such as {@code Europe/Zurich}
 * @param at where the zone's principal city lies
 */
record Place(String name, Coordinates at) {
  private static final String NAME = "[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*";

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is not words of letters, digits and {@code _+-}
   *     with single slashes between them
   */
  Place {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name is empty");
    }
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "a name must be words of letters, digits and _+- with / between them, not \""
              + name
              + "\"");
    }
  }
}
