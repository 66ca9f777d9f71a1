package workbook.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Event;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;
import workbook.bench.conversation.Words;

/**
 * One call in which the step plays the client, message by message. What it expects it waits for, no
 * longer than something can still happen. Used by the test's thread only; answers may come on any
 * thread.
 *
 * @param <Q> the request
 * @param <A> the answer
 */
public final class Caller<Q, A> {
  private final Bench bench;
  private final ClientCall<Q, A> call;
  private final int number;
  private final List<A> answers = new ArrayList<>();
  private Status status;
  private Metadata trailers;
  private int looked;

  Caller(
      Bench bench,
      Channel channel,
      MethodDescriptor<Q, A> method,
      CallOptions options,
      int answersAsked) {
    this.bench = bench;
    this.call = channel.newCall(method, options);
    this.number = bench.calls().size();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(A message) {
            synchronized (answers) {
              answers.add(message);
            }
          }

          @Override
          public void onClose(Status closed, Metadata with) {
            synchronized (answers) {
              status = closed;
              trailers = with;
            }
          }
        },
        new Metadata());
    call.request(answersAsked);
  }

  /** Asks for more answers, in a call that was started for a few of them. */
  public Caller<Q, A> ask(int more) {
    call.request(more);
    return this;
  }

  /** Sends messages. */
  @SafeVarargs
  public final Caller<Q, A> send(Q... messages) {
    for (Q message : messages) {
      call.sendMessage(message);
    }
    return this;
  }

  /** Says that this was the last message. */
  public Caller<Q, A> halfClose() {
    call.halfClose();
    return this;
  }

  /** Gives the call up, as a client does that has gone away. */
  public Caller<Q, A> cancel() {
    call.cancel("the client has gone", null);
    return this;
  }

  /** The answers so far. */
  public List<A> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  /** The status that ended the call, or null while it is open. */
  public Status status() {
    synchronized (answers) {
      return status;
    }
  }

  /** The trailers that came with the status, or null while the call is open. */
  public Metadata trailers() {
    synchronized (answers) {
      return trailers;
    }
  }

  /** This call as it was recorded so far. */
  public RecordedCall recorded() {
    return bench.calls().get(number - 1);
  }

  /** Waits for the next answer that was not looked at yet, in the order in which they came. */
  public A expectAnswer(String expected) {
    if (!bench.comesTrue(() -> answers().size() > looked || status() != null)
        || answers().size() <= looked) {
      throw new Mismatch(expected, soFar()).at(statusEvent());
    }
    return answers().get(looked++);
  }

  /** Waits until so many answers have come in all and returns them. */
  public List<A> expectAnswers(String expected, int count) {
    if (!bench.comesTrue(() -> answers().size() >= count || status() != null)
        || answers().size() < count) {
      throw new Mismatch(expected, soFar()).at(statusEvent());
    }
    looked = Math.max(looked, count);
    return answers().subList(0, count);
  }

  /** Fails if an answer or a status has come that was not looked at yet. */
  public void expectNothingYet(String expected) {
    if (bench.settle(() -> answers().size() > looked || status() != null)) {
      throw new Mismatch(expected, soFar()).at(next());
    }
  }

  /** Fails if there is an answer, in a call that ends with an error. */
  public void expectNoAnswer(String expected) {
    if (!answers().isEmpty()) {
      throw new Mismatch(expected, soFar())
          .at(bench.first(event -> event.seenBy() == End.CLIENT && event.kind() == Kind.RESPONSE));
    }
  }

  /** Waits for the end, which must be OK with no answer left that was not looked at. */
  public void expectCompleted(String expected) {
    expectEnd(expected, Code.OK);
    if (answers().size() > looked) {
      throw new Mismatch(expected, "one more answer: " + Words.message(answers().get(looked)))
          .at(next());
    }
  }

  /** Waits for exactly one answer and the status OK after it. */
  public A expectOneAnswer(String expected) {
    A answer = expectAnswer(expected);
    expectCompleted(expected);
    return answer;
  }

  /** Waits for the end of the call, which must have this code, and returns the status. */
  public Status expectStatus(String expected, Code code) {
    return expectEnd(expected, code);
  }

  private Status expectEnd(String expected, Code code) {
    boolean ended = bench.comesTrue(() -> status() != null);
    if (!ended || status().getCode() != code) {
      throw new Mismatch(expected, soFar()).at(ended ? statusEvent() : null);
    }
    return status();
  }

  /** What has come so far, in words. */
  private String soFar() {
    List<A> all = answers();
    StringBuilder text = new StringBuilder();
    if (all.size() == 1) {
      text.append(Words.message(all.get(0)));
    } else if (all.size() > 1) {
      text.append(all.size())
          .append(" answers, the last ")
          .append(Words.message(all.get(all.size() - 1)));
    }
    if (status() == null) {
      text.append(
          text.isEmpty() ? "nothing, and the call is still open" : ", and the call is still open");
    } else {
      text.append(text.isEmpty() ? "" : ", then ").append("status ").append(Words.status(status()));
    }
    return text.toString();
  }

  private Event next() {
    if (number == 0) {
      return null;
    }
    List<Event> came = recorded().seen(End.CLIENT, Kind.RESPONSE);
    return came.size() > looked ? came.get(looked) : statusEvent();
  }

  private Event statusEvent() {
    if (number == 0) {
      return null;
    }
    return recorded().seen(End.CLIENT, Kind.STATUS).stream().findFirst().orElse(null);
  }

  /** Ends the call if it is still open, so that it costs the next step nothing. */
  void close() {
    if (status() == null) {
      call.cancel("the step is over", null);
    }
  }
}
