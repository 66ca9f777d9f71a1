package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum UnaryDiagnosis implements Diagnosis {
  NOTHING_IS_NO_ERROR(
      "an error where the contract has an answer",
      "in this contract a point without a feature is answered with a Feature that has no name",
      "01-unary#the-life-of-a-call"),
  CALLERS_MISTAKE(
      "the caller's mistake called ours",
      "INTERNAL and UNAVAILABLE say that the server is at fault and that the same request may succeed"
          + " one day; this one never will",
      "01-unary#errors-are-statuses"),
  FAILURE_HIDDEN(
      "a failure that looks like an answer",
      "the store has failed, and the client reads OK: it will take what it got for the truth",
      "01-unary#errors-are-statuses"),
  INSIDES_LEAKED(
      "the back end's words reach the client",
      "the text of an exception names machines, users and tables; it belongs into the log",
      "01-unary#errors-are-statuses"),
  DEADLINE_KEPT(
      "one deadline for all calls",
      "a deadline is a point in time: kept in a stub, it passes once, and every call after it fails",
      "01-unary#deadlines"),
  ENDS_LUMPED(
      "different ends taken for one",
      "UNAVAILABLE means that nobody answered; it says nothing about what lies at the point",
      "01-unary#reading-a-status"),
  STATUS_COMPARED_WHOLE(
      "a status compared as a whole",
      "two statuses are equal only if their descriptions and causes are; compare their codes",
      "01-unary#reading-a-status"),
  TEXT_COMPARED(
      "a description read by a program",
      "the description is for people and may say anything; the code is for programs",
      "01-unary#reading-a-status"),
  CHANNEL_FOR_EACH_CALL(
      "a channel for each call",
      "each channel is a connection of its own, with its greeting; calls share one",
      "01-unary#one-channel");

  private final String title;
  private final String explanation;
  private final String section;

  UnaryDiagnosis(String title, String explanation, String section) {
    this.title = title;
    this.explanation = explanation;
    this.section = section;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public String section() {
    return section;
  }
}
