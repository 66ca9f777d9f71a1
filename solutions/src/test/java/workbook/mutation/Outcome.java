package workbook.mutation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of the changes of one solution. */
record Outcome(String lesson, List<Mutant> mutants, Map<String, String> reasons) {

  /** The changes that no step has noticed. */
  List<Mutant> alive() {
    return mutants.stream().filter(mutant -> !mutant.noticed()).toList();
  }

  /** Those of them for which no reason is given. */
  List<String> unexplained() {
    return alive().stream()
        .map(Mutant::name)
        .filter(name -> reasons.getOrDefault(name, "").isEmpty())
        .distinct()
        .toList();
  }

  /** Reasons for changes that do not survive, or are no longer made. */
  List<String> idle() {
    return reasons.keySet().stream()
        .filter(name -> alive().stream().noneMatch(mutant -> mutant.name().equals(name)))
        .toList();
  }

  String line() {
    return "%s: %d changes, %d noticed".formatted(lesson, mutants.size(), noticed());
  }

  private long noticed() {
    return mutants.stream().filter(Mutant::noticed).count();
  }

  /** The outcome of all lessons, as AsciiDoc. */
  static String page(List<Outcome> outcomes, String version) {
    StringBuilder page = new StringBuilder();
    page.append("// Written by MutationTest: mvn verify -pl solutions -Pmutation -Drecord\n");
    page.append("Run with PIT %s on %s.\n\n".formatted(version, LocalDate.now()));
    page.append("[cols=\"3,1,1,1\",options=\"header\"]\n|===\n");
    page.append("|Lesson |Changes |Noticed |Survive\n\n");
    for (Outcome outcome : outcomes) {
      page.append(
          "|%s |%d |%d |%d\n"
              .formatted(
                  outcome.lesson(),
                  outcome.mutants().size(),
                  outcome.noticed(),
                  outcome.alive().size()));
    }
    page.append("|===\n");
    for (Outcome outcome : outcomes) {
      if (!outcome.alive().isEmpty()) {
        page.append("\n.%s\n%s\n".formatted(outcome.lesson(), outcome.list()));
      }
    }
    return page.toString();
  }

  private String list() {
    return alive().stream()
        .map(mutant -> "`+%s+`:: %s".formatted(mutant.words(), reasons.get(mutant.name())))
        .collect(Collectors.joining("\n"));
  }
}
