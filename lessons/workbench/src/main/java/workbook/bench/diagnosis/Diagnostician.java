package workbook.bench.diagnosis;

import static workbook.bench.conversation.End.CLIENT;
import static workbook.bench.conversation.End.SERVER;
import static workbook.bench.conversation.Kind.CANCEL;
import static workbook.bench.conversation.Kind.HALF_CLOSE;
import static workbook.bench.conversation.Kind.RESPONSE;
import static workbook.bench.conversation.Kind.RETURNED;
import static workbook.bench.conversation.Kind.START;
import static workbook.bench.conversation.Kind.STATUS;

import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import workbook.bench.conversation.Conversation;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;

/**
 * Names the cause of a failed step from its conversation alone. It is asked only after a step has
 * failed, and says nothing where no rule matches. The rules stand from the surest to the vaguest;
 * the first one that matches any call names the cause.
 */
public final class Diagnostician {

  private record Rule(Diagnosis diagnosis, Predicate<RecordedCall> matches) {
    /** Whether it is about calls that the server should have ended. */
    boolean blamesAnOpenCall() {
      return diagnosis == CallDiagnosis.NEVER_ANSWERED
          || diagnosis == CallDiagnosis.NEVER_COMPLETED;
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(CallDiagnosis.STACK_OVERFLOW, call -> threw(call, StackOverflowError.class)),
          new Rule(CallDiagnosis.NO_REQUEST_OBSERVER, Diagnostician::noRequestObserver),
          new Rule(CallDiagnosis.NOT_WRITTEN_YET, Diagnostician::placeholder),
          new Rule(CallDiagnosis.NOT_OVERRIDDEN, Diagnostician::baseClassAnswered),
          new Rule(CallDiagnosis.ENDED_TWICE, Diagnostician::endedTwice),
          new Rule(CallDiagnosis.SENT_AFTER_END, Diagnostician::sentAfterEnd),
          new Rule(CallDiagnosis.MORE_THAN_ONE_ANSWER, Diagnostician::moreThanOneAnswer),
          new Rule(CallDiagnosis.NO_ANSWER, Diagnostician::noAnswer),
          new Rule(CallDiagnosis.THREW, Diagnostician::threwInsteadOfAStatus),
          new Rule(CallDiagnosis.REASON_LOST, Diagnostician::reasonLost),
          new Rule(CallDiagnosis.NEVER_ANSWERED, Diagnostician::neverAnswered),
          new Rule(CallDiagnosis.NEVER_COMPLETED, Diagnostician::neverCompleted));

  private Diagnostician() {}

  /**
   * The cause, if one of the rules knows it.
   *
   * @param openEnded whether calls may stay open, so that an open call is no cause
   */
  public static Optional<Diagnosis> of(Conversation conversation, boolean openEnded) {
    List<RecordedCall> calls = conversation.calls();
    return RULES.stream()
        .filter(rule -> !(openEnded && rule.blamesAnOpenCall()))
        .filter(rule -> calls.stream().anyMatch(rule.matches()))
        .map(Rule::diagnosis)
        .findFirst();
  }

  /** Whether a status is the one that a starter answers with where a step is not written yet. */
  public static boolean isPlaceholder(Status status) {
    return status.getCode() == Code.UNIMPLEMENTED
        && status.getDescription() != null
        && status.getDescription().startsWith("step ");
  }

  private static boolean threw(RecordedCall call, Class<? extends Throwable> kind) {
    return call.events().stream()
        .anyMatch(event -> event.kind() == Kind.THREW && kind.isInstance(event.content()));
  }

  private static boolean noRequestObserver(RecordedCall call) {
    return call.threw(SERVER)
        .filter(NullPointerException.class::isInstance)
        .filter(thrown -> thrown.getStackTrace().length > 0)
        .filter(
            thrown ->
                thrown.getStackTrace()[0].getClassName().startsWith("io.grpc.stub.ServerCalls"))
        .isPresent();
  }

  private static boolean placeholder(RecordedCall call) {
    return call.serverStatus().filter(Diagnostician::isPlaceholder).isPresent();
  }

  private static boolean baseClassAnswered(RecordedCall call) {
    return call.serverStatus()
        .or(call::status)
        .filter(status -> status.getCode() == Code.UNIMPLEMENTED)
        .filter(status -> String.valueOf(status.getDescription()).endsWith("is unimplemented"))
        .isPresent();
  }

  private static boolean endedTwice(RecordedCall call) {
    // Where gRPC retries a call by itself, each attempt has an end.
    int attempts = Math.max(1, call.seen(SERVER, START).size());
    return call.seen(SERVER, STATUS).size() > attempts;
  }

  private static boolean sentAfterEnd(RecordedCall call) {
    int end = call.indexOf(SERVER, STATUS);
    boolean late =
        end >= 0
            && call.events().subList(end, call.events().size()).stream()
                .anyMatch(event -> event.seenBy() == SERVER && event.kind() == RESPONSE);
    // The stub's observer refuses such a message before it reaches the call; the exception is what
    // is left.
    return late
        || call.threw(SERVER)
            .filter(IllegalStateException.class::isInstance)
            .filter(thrown -> String.valueOf(thrown.getMessage()).contains("no further calls"))
            .isPresent();
  }

  private static boolean oneAnswerOwed(RecordedCall call) {
    MethodType type = call.method().getType();
    return type == MethodType.UNARY || type == MethodType.CLIENT_STREAMING;
  }

  private static boolean moreThanOneAnswer(RecordedCall call) {
    return oneAnswerOwed(call) && call.seen(SERVER, RESPONSE).size() > 1;
  }

  private static boolean noAnswer(RecordedCall call) {
    return oneAnswerOwed(call)
        && call.serverStatus().filter(Status::isOk).isPresent()
        && !call.saw(SERVER, RESPONSE);
  }

  /** Where the client had gone before, no status could have been sent instead. */
  private static boolean threwInsteadOfAStatus(RecordedCall call) {
    int cancel = call.indexOf(SERVER, CANCEL);
    return call.threw(SERVER).isPresent()
        && (cancel < 0 || call.indexOf(SERVER, Kind.THREW) < cancel);
  }

  private static boolean reasonLost(RecordedCall call) {
    return call.threw(SERVER).isEmpty()
        && call.serverStatus()
            .filter(status -> status.getCode() == Code.UNKNOWN && status.getDescription() == null)
            .isPresent();
  }

  private static boolean neverAnswered(RecordedCall call) {
    return handlerDone(call) && !call.saw(SERVER, RESPONSE);
  }

  private static boolean neverCompleted(RecordedCall call) {
    return handlerDone(call) && call.saw(SERVER, RESPONSE);
  }

  /** The client has said all, the handler has returned, and yet the call is open. */
  private static boolean handlerDone(RecordedCall call) {
    boolean returned =
        call.events().stream()
            .anyMatch(
                event ->
                    event.seenBy() == End.SERVER
                        && event.kind() == RETURNED
                        && "half-close".equals(event.content()));
    return returned
        && call.saw(SERVER, HALF_CLOSE)
        && !call.saw(SERVER, STATUS)
        && !call.saw(SERVER, CANCEL)
        && !call.saw(CLIENT, CANCEL);
  }
}
