package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum ClientStreamDiagnosis implements Diagnosis {
  STATE_SHARED(
      "state shared between calls",
      "what belongs to one walk is kept in a field of the service, and every call writes to the same one",
      "03-client-stream#one-observer-per-call"),
  EVERY_MESSAGE_KEPT(
      "every message is kept",
      "the points of a walk stay in memory until it ends, so a long walk fills the heap",
      "03-client-stream#one-observer-per-call"),
  CANCEL_TAKEN_FOR_HALF_CLOSE(
      "cancel taken for half-close",
      "onError means that the client has gone: what it sent so far is not a whole walk",
      "03-client-stream#cancel-is-not-half-close"),
  WENT_ON_AFTER_REFUSAL(
      "went on after the refusal",
      "onError has ended the call, but the observer is still given what was on its way, and answers it",
      "03-client-stream#an-early-answer"),
  REFUSED_TOO_LATE(
      "refused too late",
      "the client learns of its mistake only after it has sent everything",
      "03-client-stream#an-early-answer");

  private final String title;
  private final String explanation;
  private final String section;

  ClientStreamDiagnosis(String title, String explanation, String section) {
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
