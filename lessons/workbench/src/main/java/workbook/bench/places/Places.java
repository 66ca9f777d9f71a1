package workbook.bench.places;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/**
 * The features that the lessons work on: the 312 places of the tz database's {@code zone1970.tab}
 * (public domain), each the principal city of a time zone. A feature's name is the zone's name,
 * such as {@code Europe/Zurich}; no two share a name or a location.
 *
 * <p>Read from a resource on first use and kept. All methods may be called from any thread.
 */
public final class Places {
  private static final String RESOURCE = "places.tsv";

  private static volatile Map<String, Feature> byName;

  private Places() {}

  /**
   * All places, in the order of {@code zone1970.tab} (by country code).
   *
   * @return an immutable list
   * @throws MalformedLineException if a line of the data file has been spoilt; it names the line
   * @throws UncheckedIOException if the data file cannot be read
   */
  public static List<Feature> features() {
    return List.copyOf(byName().values());
  }

  /**
   * The place of that name, in exactly this spelling.
   *
   * @param name a zone's name, such as {@code Europe/Zurich}
   * @throws NoSuchElementException if there is none; the message offers names that are near
   * @throws MalformedLineException if a line of the data file has been spoilt; it names the line
   * @throws UncheckedIOException if the data file cannot be read
   */
  public static Feature named(String name) {
    Feature feature = byName().get(name);
    if (feature == null) {
      List<String> near = NearMatches.of(name, byName().keySet());
      throw new NoSuchElementException(
          "There is no place named \"%s\" among the %d places; %s."
              .formatted(
                  name,
                  byName().size(),
                  near.isEmpty() ? "none is near" : "near are " + String.join(", ", near)));
    }
    return feature;
  }

  // No static initialiser: a spoilt file must give its own message every time, not only once.
  private static Map<String, Feature> byName() {
    Map<String, Feature> known = byName;
    if (known == null) {
      known = load();
      byName = known;
    }
    return known;
  }

  private static Map<String, Feature> load() {
    Map<String, Feature> features = new LinkedHashMap<>();
    for (Place place : PlacesFile.parse(RESOURCE, readResource())) {
      features.put(place.name(), feature(place));
    }
    return Collections.unmodifiableMap(features);
  }

  private static String readResource() {
    try (InputStream in = Places.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(RESOURCE + " is not on the class path beside Places");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Feature feature(Place place) {
    return Feature.newBuilder()
        .setName(place.name())
        .setLocation(
            Point.newBuilder()
                .setLatitude(place.at().latitudeE7())
                .setLongitude(place.at().longitudeE7()))
        .build();
  }
}
