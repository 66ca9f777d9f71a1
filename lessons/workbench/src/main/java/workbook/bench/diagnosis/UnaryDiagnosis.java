package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum UnaryDiagnosis implements Diagnosis {
  NOTHING_IS_NO_ERROR(
      "an error where the contract has an answer",
      "in this contract a point without a feature is answered with a Feature that has no name",
      "01-unary#the-life-of-a-call"),
  LOCATION_MISSING(
      "an answer without its location",
      "a client that asks for many points can tell the answers apart only by their locations",
      "01-unary#the-life-of-a-call"),
  REFUSED_WITHOUT_A_WORD(
      "refused without a word",
      "the code says whose mistake it is; only the description can say which",
      "01-unary#errors-are-statuses"),
  TAKEN_FOR_NOTHING(
      "a mistake that is answered",
      "the client takes the answer for a fact about a place, and never learns that its request was wrong",
      "01-unary#errors-are-statuses"),
  RETRY_FORBIDDEN(
      "a passing failure called a lasting one",
      "INTERNAL tells clients not to try again, although the store may be back in a moment",
      "01-unary#errors-are-statuses"),
  LIMIT_OVERRUN(
      "a wait longer than the limit",
      "one deadline is later than limit, or several calls wait one after the other: look at its unit,"
          + " and at how often the call is made",
      "01-unary#deadlines"),
  LIMIT_UNDERRUN(
      "a deadline earlier than the limit",
      "the call was given up before limit had passed: work the deadline out from limit",
      "01-unary#deadlines"),
  STATUS_SWALLOWED(
      "a status swallowed",
      "the caller cannot know that the call was refused, since it reads a result of another meaning",
      "01-unary#reading-a-status"),
  NO_NAME_IS_NOTHING(
      "a feature without a name taken for found",
      "in this contract a Feature without a name says that nothing lies at the point",
      "01-unary#reading-a-status"),
  CHANNEL_CLOSED_EARLY(
      "the channel was shut down while it was needed",
      "a channel that is shut down takes no new calls; it ends with the desk, not with a look-up",
      "01-unary#one-channel"),
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
      "the text of an exception names machines, users and tables; it belongs in the log",
      "01-unary#errors-are-statuses"),
  DEADLINE_KEPT(
      "a deadline that is kept",
      "a deadline is a point in time: if it is kept, in a stub or elsewhere, it passes once, and every call after"
          + " it fails",
      "01-unary#deadlines"),
  ENDS_LUMPED(
      "different ends taken for one",
      "UNAVAILABLE means that nobody answered; it says nothing about what lies at the point",
      "01-unary#reading-a-status"),
  STATUS_COMPARED_WHOLE(
      "a status compared as a whole",
      "what was compared holds the description, which may say anything; compare the code alone",
      "01-unary#reading-a-status"),
  TEXT_COMPARED(
      "a description read by a program",
      "the description is for people and may say anything; the code is for programs",
      "01-unary#reading-a-status"),
  CHANNEL_FOR_EACH_CALL(
      "a channel for each call",
      "each channel is a connection of its own, with its greeting; calls share one",
      "01-unary#one-channel");

  private final Entry entry;

  UnaryDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
