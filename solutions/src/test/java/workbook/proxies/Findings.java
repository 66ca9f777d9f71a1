package workbook.proxies;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import workbook.bench.lesson.Book;

/**
 * What was seen on each way, as the chapter shows it. Kept in {@code
 * solutions/07-load-balancing/proxies.adoc}, which {@code -Drecord} writes anew; it is not
 * compared, since other versions may do otherwise and be right.
 */
final class Findings {
  static final boolean RECORD = System.getProperty("record") != null;

  private static final List<String> SERVERS = List.of("A", "B", "C");

  private final Map<Way, String> spread = new EnumMap<>(Way.class);
  private final Map<Way, Map<String, Set<String>>> kills = new EnumMap<>(Way.class);

  void spread(
      Way way,
      Map<String, Integer> unary,
      Map<String, Integer> streams,
      Map<String, Integer> connections) {
    spread.put(way, "|%s |%s |%s".formatted(row(unary), row(streams), row(connections)));
  }

  /** One more thing that a client saw on this way when servers were killed. */
  void kill(Way way, String what, String seen) {
    kills
        .computeIfAbsent(way, none -> new TreeMap<>())
        .computeIfAbsent(what, none -> new TreeSet<>())
        .add(seen);
  }

  void kill(Way way, String what, Status seen) {
    kill(way, what, seen.isOk() ? "an answer" : seen.getCode().name());
  }

  /** How a call ended whose server was killed before it answered, and how often it was asked. */
  void waited(Way way, Status seen, int asked) {
    kill(
        way,
        "3 waiting",
        seen.isOk()
            ? "an answer, and %d servers were asked".formatted(asked)
            : seen.getCode().name());
  }

  void write(int rounds) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "// Written by ProxiesTest: mvn verify -pl solutions -Pproxies -Drecord\n");
    text.append("// tag::spread[]\n").append(table("3,2,2,2"));
    text.append("|Way |Calls |Streams |Connections to the servers\n");
    for (Way way : spread.keySet()) {
      text.append("\n|%s\n%s\n".formatted(way.title(), spread.get(way)));
    }
    text.append("|===\n\nNOTE: Recorded on %s. No speed was compared.\n".formatted(when()));
    text.append("// end::spread[]\n\n");

    List<String> what = List.of("1 stream", "2 beside", "3 waiting", "4 after", "5 all");
    text.append("// tag::kills[]\n").append(table("3,2,2,2,2,2"));
    text.append(
        "|Way |A running stream ends with |and, beside a quiet stream, |A call that waits for its answer"
            + " |Of the next 30 calls |A call when all servers are dead\n");
    for (Way way : kills.keySet()) {
      text.append("\n|%s\n".formatted(way.title()));
      text.append(
          what.stream()
              .map(one -> "|" + String.join(" or ", kills.get(way).getOrDefault(one, Set.of("-"))))
              .collect(Collectors.joining("\n", "", "\n")));
    }
    text.append(
        "|===\n\nNOTE: Recorded on %s, in %d rounds on each way.\n".formatted(when(), rounds));
    text.append("// end::kills[]\n");
    Files.writeString(
        Book.root().resolve("solutions/07-load-balancing/proxies.adoc"), text.toString());
  }

  private static String table(String columns) {
    return "[cols=\"%s\",options=\"header\"]\n|===\n".formatted(columns);
  }

  private static String row(Map<String, Integer> counts) {
    return SERVERS.stream()
        .map(server -> String.valueOf(counts.getOrDefault(server, 0)))
        .collect(Collectors.joining(" / "));
  }

  private static String when() {
    return "%s with grpc-java %s, %s and %s"
        .formatted(
            LocalDate.now().format(DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK)),
            System.getProperty("grpc.version"),
            Program.NGINX.version(),
            Program.HAPROXY.version());
  }
}
