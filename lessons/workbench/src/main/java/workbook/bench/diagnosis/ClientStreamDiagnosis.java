package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum ClientStreamDiagnosis implements Diagnosis {
  STATE_SHARED(
      "state shared between calls",
      "what belongs to one call is kept in a field of the service, and every call writes to the same one",
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
  OTHER_CLOCK(
      "no time of the clock handed in",
      "the summary has no elapsed time, or it comes from another clock; the computer's date can jump, and a"
          + " step cannot move it",
      "03-client-stream#one-observer-per-call"),
  TIME_OF_THE_SERVICE(
      "counted from when the service was made",
      "the start is taken once for all calls instead of when this call begins",
      "03-client-stream#one-observer-per-call"),
  DEGREES_FOR_RADIANS(
      "degrees taken for radians",
      "sine and cosine of the Java library want radians; degrees give a distance that means nothing",
      "03-client-stream#one-answer-at-the-end"),
  CLIENT_CANCELLED(
      "the client cancelled its own call",
      "onError of the request observer, like cancel, does not end the stream of points: it ends the whole"
          + " call",
      "03-client-stream#the-client-half"),
  ERROR_NOT_PASSED_ON(
      "waits for an answer only",
      "the call has ended with an error, but whoever waits for the answer is never told",
      "03-client-stream#the-client-half"),
  OBSERVER_USED_AGAIN(
      "one request observer for two calls",
      "a request observer belongs to one call; after onCompleted it takes nothing more",
      "03-client-stream#the-client-half"),
  WRONG_CODE(
      "a code that blames somebody else",
      "the client reads from the code who made the mistake: INVALID_ARGUMENT says that the request can never"
          + " succeed, other codes say that it might",
      "03-client-stream#an-early-answer"),
  REFUSED_TOO_LATE(
      "refused too late",
      "the client learns of its mistake only after it has sent everything",
      "03-client-stream#an-early-answer");

  private final Entry entry;

  ClientStreamDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
