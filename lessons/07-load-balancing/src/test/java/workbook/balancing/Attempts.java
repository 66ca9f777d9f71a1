package workbook.balancing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_OVERRUN;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.bench.Mismatch;
import workbook.bench.diagnosis.CallDiagnosis;

/** Looks at the calls that the learner's code makes, and ends the matter if they are too many. */
class Attempts implements ClientInterceptor {
  private static final int TOO_MANY = 1_000;

  private final List<CallOptions> calls = new CopyOnWriteArrayList<>();

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    calls.add(options);
    if (calls.size() >= TOO_MANY) {
      throw Status.CANCELLED.withDescription("too many attempts").asRuntimeException();
    }
    return next.newCall(method, options);
  }

  int count() {
    return calls.size();
  }

  boolean tooMany() {
    return calls.size() >= TOO_MANY;
  }

  /** Fails if one of the calls could wait for ever, or longer than this. */
  void expectDeadlines(Duration limit) {
    if (calls.stream().anyMatch(options -> options.getDeadline() == null)) {
      throw new Mismatch("each call has a deadline", "a call has none")
          .because(CallDiagnosis.NO_DEADLINE);
    }
    if (calls.stream()
        .anyMatch(options -> options.getDeadline().timeRemaining(NANOSECONDS) > limit.toNanos())) {
      throw new Mismatch(
              "each call has a deadline within " + limit.toSeconds() + " s", "a call has more time")
          .because(LIMIT_OVERRUN);
    }
  }

  /** Whether one of the calls has a deadline that is no longer away than this. */
  boolean anyEndsWithin(Duration limit) {
    return calls.stream()
        .map(CallOptions::getDeadline)
        .filter(Objects::nonNull)
        .anyMatch(deadline -> deadline.timeRemaining(NANOSECONDS) <= limit.toNanos());
  }

  /** How many different deadlines the calls had. */
  long deadlines() {
    return calls.stream()
        .map(CallOptions::getDeadline)
        .filter(Objects::nonNull)
        .map(System::identityHashCode)
        .distinct()
        .count();
  }
}
