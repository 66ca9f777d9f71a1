package workbook.bench.diagnosis;

/** What can be wrong with any call, whatever it is about: found in the conversation alone. */
public enum CallDiagnosis implements Diagnosis {
  NOT_WRITTEN_YET(
      "not written yet",
      "the region still holds the starter's placeholder, which answers UNIMPLEMENTED",
      "01-unary#how-a-lesson-works"),
  NOT_OVERRIDDEN(
      "the method of the base class answered",
      "gRPC found no method of yours, or yours calls super: the generated base class answers"
          + " UNIMPLEMENTED to every call",
      "01-unary#the-life-of-a-call"),
  THREW(
      "an exception instead of a status",
      "an exception that leaves a handler tells the client only UNKNOWN; catch it and end the call"
          + " with onError and a status that says what happened",
      "01-unary#errors-are-statuses"),
  NO_REQUEST_OBSERVER(
      "no request observer",
      "the method returned null; gRPC has nobody to give the client's messages to",
      "03-client-stream#one-observer-per-call"),
  STACK_OVERFLOW(
      "stack overflow",
      "the code calls itself until the stack is full",
      "01-unary#when-code-runs-away"),
  ENDED_TWICE(
      "the call was ended twice",
      "onCompleted or onError was called a second time; the first of them ends the call, and nothing may"
          + " follow it",
      "01-unary#the-life-of-a-call"),
  SENT_AFTER_END(
      "a message after the end",
      "onNext was called after onCompleted or onError had ended the call",
      "01-unary#the-life-of-a-call"),
  NO_ANSWER(
      "completed without an answer",
      "this call owes exactly one message before onCompleted, and none was sent",
      "01-unary#the-life-of-a-call"),
  MORE_THAN_ONE_ANSWER(
      "more than one answer",
      "this call owes exactly one message; gRPC cancels it at the second",
      "01-unary#the-life-of-a-call"),
  NEVER_ANSWERED(
      "never answered",
      "the handler returned without onNext, onCompleted or onError, so the client waits until its deadline",
      "01-unary#the-life-of-a-call"),
  NEVER_COMPLETED(
      "never completed",
      "messages were sent, but neither onCompleted nor onError followed, so the client waits for more"
          + " until its deadline",
      "01-unary#the-life-of-a-call"),
  REASON_LOST(
      "the reason is lost",
      "onError was given an exception that carries no status; gRPC sends UNKNOWN and drops the reason",
      "01-unary#errors-are-statuses"),
  HANDLER_BLOCKED(
      "the handler never returns",
      "while it runs, gRPC can deliver nothing else to this call: no message, no half-close, no cancel",
      "02-server-stream#never-hold-the-handler"),
  KEPT_SENDING_AFTER_CANCEL(
      "kept sending after the client had gone",
      "the client cancelled, and nobody reads what is still sent",
      "02-server-stream#the-client-has-gone"),
  NEVER_HALF_CLOSED(
      "never half-closed",
      "the client did not say that it has sent its last message, so the server waits for more",
      "03-client-stream#half-close"),
  KEPT_SENDING_AFTER_END(
      "kept sending after the server had ended the call",
      "the call is over, and what is sent after that is dropped without a word",
      "03-client-stream#an-early-answer"),
  NO_DEADLINE(
      "a call without a deadline",
      "if the server never answers, the client waits for ever",
      "01-unary#deadlines"),
  THREAD_LEFT_BEHIND(
      "a thread was left behind",
      "what a call starts must end with it, or each call costs the process a thread",
      "02-server-stream#the-client-has-gone"),
  CHANNEL_LEFT_OPEN(
      "a channel was left open",
      "each channel holds connections and threads until it is shut down",
      "01-unary#one-channel"),
  CALL_LEFT_OPEN(
      "a call was left open",
      "a call that is neither ended nor cancelled holds memory at both ends",
      "02-server-stream#the-client-has-gone");

  private final Entry entry;

  CallDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
