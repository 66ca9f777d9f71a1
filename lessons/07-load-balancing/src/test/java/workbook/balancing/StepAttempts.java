package workbook.balancing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_OVERRUN;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.bench.Mismatch;
import workbook.bench.diagnosis.CallDiagnosis;

/** Looks at the calls that the learner's code makes, and ends the matter if they are too many. */
class StepAttempts implements ClientInterceptor {
  private static final int TOO_MANY = 1_000;

  /** The deadline of each call, or nothing. */
  private final List<Optional<Deadline>> calls = new CopyOnWriteArrayList<>();

  private final Duration limit;
  private final Deadline earliest;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean tooLate;
  private volatile boolean severalAtOnce;

  /**
   * To be made before the learner's code makes a call.
   *
   * @param limit how long each call may take
   */
  StepAttempts(Duration limit) {
    this.limit = limit;
    this.earliest = Deadline.after(limit.toNanos(), NANOSECONDS);
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    Deadline deadline = deadline(options);
    calls.add(Optional.ofNullable(deadline));
    if (calls.size() >= TOO_MANY) {
      throw Status.CANCELLED.withDescription("too many attempts").asRuntimeException();
    }
    tooLate = tooLate || deadline != null && deadline.timeRemaining(NANOSECONDS) > limit.toNanos();
    severalAtOnce = severalAtOnce || open.incrementAndGet() > 1;
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              private boolean answered;

              @Override
              public void onMessage(A message) {
                isAnswered();
                super.onMessage(message);
              }

              @Override
              public void onClose(Status status, Metadata trailers) {
                isAnswered();
                super.onClose(status, trailers);
              }

              private void isAnswered() {
                open.addAndGet(answered ? 0 : -1);
                answered = true;
              }
            },
            headers);
      }
    };
  }

  /** That of the call, or that of the context in which it is made, whichever ends it first. */
  private static Deadline deadline(CallOptions options) {
    Deadline own = options.getDeadline();
    Deadline inherited = Context.current().getDeadline();
    if (own == null || inherited == null) {
      return own == null ? inherited : own;
    }
    return own.minimum(inherited);
  }

  int count() {
    return calls.size();
  }

  boolean tooMany() {
    return calls.size() >= TOO_MANY;
  }

  /** Whether a call was made before the one before it was answered. */
  boolean severalAtOnce() {
    return severalAtOnce;
  }

  /** Fails if one of the calls could wait for ever, or longer than the limit, or less long. */
  void expectDeadlines() {
    String within = "each call has a deadline within " + limit.toSeconds() + " s";
    if (calls.stream().anyMatch(Optional::isEmpty)) {
      throw new Mismatch("each call has a deadline", "a call has none")
          .because(CallDiagnosis.NO_DEADLINE);
    }
    if (tooLate) {
      throw new Mismatch(within, "a call has more time").because(LIMIT_OVERRUN);
    }
    // Each deadline is later than one of the same length that the step has made before all of them.
    if (calls.stream().flatMap(Optional::stream).anyMatch(made -> made.isBefore(earliest))) {
      throw new Mismatch(
          "each call has " + limit.toSeconds() + " s, counted from when it is made",
          "a call has less time");
    }
  }

  /** Whether one of the calls has a deadline that is no longer away than this. */
  boolean anyEndsWithin(Duration limit) {
    return calls.stream()
        .flatMap(Optional::stream)
        .anyMatch(deadline -> deadline.timeRemaining(NANOSECONDS) <= limit.toNanos());
  }

  /** How many different deadlines the calls had. */
  long deadlines() {
    return calls.stream()
        .flatMap(Optional::stream)
        .map(System::identityHashCode)
        .distinct()
        .count();
  }
}
