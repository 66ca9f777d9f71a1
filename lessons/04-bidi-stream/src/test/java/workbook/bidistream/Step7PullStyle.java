package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.BAD_END_TAKEN_FOR_GOOD;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.LAST_MESSAGES_LOST;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.LEFT_BEFORE_THE_END;
import static workbook.bench.diagnosis.BidiStreamDiagnosis.WROTE_ALL_BEFORE_READING;
import static workbook.bench.diagnosis.CallDiagnosis.NEVER_HALF_CLOSED;
import static workbook.bench.diagnosis.CallDiagnosis.NO_DEADLINE;
import static workbook.bench.diagnosis.UnaryDiagnosis.DEADLINE_KEPT;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_OVERRUN;
import static workbook.bench.diagnosis.UnaryDiagnosis.LIMIT_UNDERRUN;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.Deadlines;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(value = 7, openEnded = true)
class Step7PullStyle {
  private static final Duration LIMIT = Duration.ofMillis(30_500);
  private static final List<String> WORDS = List.of("hello", "anyone?");

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile boolean heardElsewhere;

  @Test
  @Order(1)
  void listensBeforeItShoutsAgain(Bench bench) {
    Valley valley = new Valley();
    Background<?> yodel = yodel(bench, valley);

    valley.awaitShouts(bench, yodel, 1, "the first word");
    bench.settle();
    if (valley.shouts.size() > 1) {
      throw new Mismatch(
              "the second word comes after the echo of the first",
              "the second word comes while the first echo is still owed")
          .because(WROTE_ALL_BEFORE_READING);
    }
    valley.echo("ello");
    valley.awaitShouts(bench, yodel, 2, "the second word, after the echo of the first");
    bench
        .expect("what heard was given before the second word", List.copyOf(heard))
        .is(List.of("ello"));
    valley.echo("one?");
    halfCloses(bench);
    valley.client.onCompleted();

    yodel.expectReturn("yodel returns when the mountain is silent");
    bench.expect("what heard was given", List.copyOf(heard)).is(List.of("ello", "one?"));
    bench.expect("what reached the mountain", List.copyOf(valley.shouts)).is(WORDS);
    if (heardElsewhere) {
      throw new Mismatch("heard is called on the thread that called yodel", "on another thread");
    }
  }

  @Test
  @Order(2)
  void listensToTheEnd(Bench bench) {
    Valley valley = new Valley();
    Background<?> yodel = answered(bench, valley);

    bench.settle();
    if (yodel.done()) {
      yodel.expectReturn("yodel listens until the mountain has ended the call");
      throw new Mismatch(
              "yodel listens until the mountain has ended the call", "yodel has returned")
          .because(LEFT_BEFORE_THE_END);
    }
    valley.echo("hello again");
    valley.echo("anyone again?");
    valley.client.onCompleted();

    yodel.expectReturn("yodel returns when the mountain is silent");
    bench
        .expect("what heard was given", List.copyOf(heard))
        .is(List.of("hello", "anyone?", "hello again", "anyone again?"));
  }

  @Test
  @Order(3)
  void losesNothingAtABadEnd(Bench bench) {
    Valley valley = new Valley();
    valley.onEverything =
        () -> {
          valley.echo("hello again");
          valley.echo("anyone again?");
          valley.client.onError(
              Status.ABORTED.withDescription("rocks are falling").asRuntimeException());
        };
    Background<?> yodel = answered(bench, valley);

    Status status = abortedAtLast(yodel);
    bench.expect("the code that yodel throws", status.getCode()).is(Status.Code.ABORTED);
    bench
        .expect("what heard was given before ABORTED", List.copyOf(heard))
        .diagnose(came -> came.size() == 2 || came.size() == 3, LAST_MESSAGES_LOST)
        .is(List.of("hello", "anyone?", "hello again", "anyone again?"));
  }

  @Test
  @Order(4)
  void losesNothingAtABadEndBetweenTwoWords(Bench bench) {
    Valley valley = new Valley();
    Background<?> yodel = yodel(bench, valley);

    valley.awaitShouts(bench, yodel, 1, "the first word");
    valley.atOnce(
        () -> {
          valley.echo("hello");
          valley.echo("hello again");
          valley.client.onError(
              Status.ABORTED.withDescription("rocks are falling").asRuntimeException());
        });

    Status status = abortedAtLast(yodel);
    bench.expect("the code that yodel throws", status.getCode()).is(Status.Code.ABORTED);
    bench
        .expect("what heard was given before ABORTED", List.copyOf(heard))
        .diagnose(List.of("hello"), LAST_MESSAGES_LOST)
        .is(List.of("hello", "hello again"));
  }

  @Test
  @Order(5)
  void losesNothingAtAnEarlyEnd(Bench bench) {
    Valley valley = new Valley();
    Background<?> yodel = yodel(bench, valley);

    valley.awaitShouts(bench, yodel, 1, "the first word");
    valley.atOnce(
        () -> {
          valley.echo("hello");
          valley.echo("hello again");
          valley.client.onCompleted();
        });

    yodel.expectReturn("yodel returns when the mountain has ended the call with OK");
    bench
        .expect("what heard was given before the end", List.copyOf(heard))
        .is(List.of("hello", "hello again"));
  }

  @Test
  @Order(6)
  void returnsAtAnEarlyEnd(Bench bench) {
    Valley valley = new Valley();
    Background<?> yodel = yodel(bench, valley);

    valley.awaitShouts(bench, yodel, 1, "the first word");
    valley.client.onCompleted();

    yodel.expectReturn("yodel returns when the mountain ends the call with OK in place of an echo");
    bench.expect("what heard was given", List.copyOf(heard)).is(List.of());
  }

  @Test
  @Order(7)
  void givesUpAtTheLimit(Bench bench) {
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    Valley valley = new Valley();
    Background<?> yodel = yodel(bench, valley);

    valley.awaitShouts(bench, yodel, 1, "the first word");
    bench.time().advance(LIMIT.plusSeconds(1));

    if (!bench.comesTrue(yodel::done)) {
      throw deadlines.seen().isEmpty()
          ? new Mismatch(
                  "yodel gives up at its limit when no echo comes",
                  "it still waits, and the call has no deadline")
              .because(NO_DEADLINE)
          : new Mismatch(
                  "yodel gives up at its limit of 30.5 s when no echo comes",
                  "it still waits after 31.5 s")
              .because(LIMIT_OVERRUN);
    }
    Status status =
        yodel.expectThrows(
            "yodel throws when no echo comes within its limit", StatusException.class);
    bench.expect("the code that yodel throws", status.getCode()).is(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  @Order(8)
  void eachCallHasALimitOfItsOwn(Bench bench) {
    Deadlines deadlines = new Deadlines();
    bench.interceptClient(deadlines);
    Valley valley = new Valley();
    valley.onShout = valley::echo;
    valley.onHalfClose = () -> valley.client.onCompleted();
    Yodeller yodeller = new Yodeller(bench.serve(valley), LIMIT);
    long before = System.nanoTime();

    bench
        .background(
            "yodel(words, heard), a second time,",
            () -> {
              yodeller.yodel(WORDS, heard::add);
              yodeller.yodel(WORDS, heard::add);
              return "normally";
            })
        .expectReturn("yodel returns a second time");

    if (deadlines.keptForTheSecond()) {
      throw new Mismatch(
              "a later call has a later deadline", "both calls have the same point in time")
          .because(DEADLINE_KEPT);
    }
    // A deadline worked out after `before` is never earlier than this, however slow the machine.
    long left = deadlines.seen().get(0).timeRemaining(TimeUnit.NANOSECONDS);
    if (left + System.nanoTime() - before < LIMIT.toNanos()) {
      throw new Mismatch(
              "a call may take 30.5 s if that is the limit", "it is given less than that")
          .because(LIMIT_UNDERRUN);
    }
  }

  @Test
  @Order(9)
  void aYodelOfNoWordsListensToo(Bench bench) {
    Valley valley = new Valley();
    valley.onHalfClose =
        () -> {
          valley.echo("anyone?");
          valley.client.onCompleted();
        };
    Yodeller yodeller = new Yodeller(bench.serve(valley), LIMIT);

    bench
        .background(
            "yodel(no words, heard)",
            () -> {
              yodeller.yodel(List.of(), heard::add);
              return "normally";
            })
        .expectReturn("yodel half-closes when there are no words, and returns at the end");

    bench
        .expect("what heard was given of a mountain that speaks by itself", List.copyOf(heard))
        .is(List.of("anyone?"));
  }

  @Test
  @Order(10)
  void eachWordAsItIsAndAsOften(Bench bench) {
    List<String> words = List.of(" hello ", "", "", " hello ");
    Valley valley = new Valley();
    valley.onShout = valley::echo;
    valley.onHalfClose = () -> valley.client.onCompleted();
    Yodeller yodeller = new Yodeller(bench.serve(valley), LIMIT);

    bench
        .background(
            "yodel(words, heard)",
            () -> {
              yodeller.yodel(words, heard::add);
              return "normally";
            })
        .expectReturn("yodel returns when the mountain is silent");

    bench.expect("what reached the mountain of four words", List.copyOf(valley.shouts)).is(words);
    bench.expect("what heard was given of the four echoes", List.copyOf(heard)).is(words);
  }

  /** The mountain gave up: nobody here has cancelled. */
  @Test
  @Order(11)
  void aCancelByTheMountainIsABadEnd(Bench bench) {
    Valley valley = new Valley();
    valley.onEverything = () -> valley.client.onError(Status.CANCELLED.asRuntimeException());
    Background<?> yodel = answered(bench, valley);

    bench.comesTrue(yodel::done);
    if (yodel.done() && !yodel.threw()) {
      throw new Mismatch("yodel throws CANCELLED, as the mountain said", "yodel has returned")
          .because(BAD_END_TAKEN_FOR_GOOD);
    }
    Status status =
        yodel.expectThrows("yodel throws CANCELLED, as the mountain said", StatusException.class);
    bench.expect("the code that yodel throws", status.getCode()).is(Status.Code.CANCELLED);
  }

  private static Status abortedAtLast(Background<?> yodel) {
    try {
      return yodel.expectThrows("yodel throws ABORTED, after all echoes", StatusException.class);
    } catch (Mismatch mismatch) {
      throw yodel.done() && !yodel.threw() ? mismatch.because(BAD_END_TAKEN_FOR_GOOD) : mismatch;
    }
  }

  /** Both words shouted and echoed, and the half-close seen. */
  private Background<?> answered(Bench bench, Valley valley) {
    Background<?> yodel = yodel(bench, valley);
    valley.awaitShouts(bench, yodel, 1, "the first word");
    valley.echo("hello");
    valley.awaitShouts(bench, yodel, 2, "the second word, after the echo of the first");
    valley.atOnce(
        () -> {
          valley.echo("anyone?");
          valley.wordsEchoed();
        });
    halfCloses(bench);
    return yodel;
  }

  private Background<?> yodel(Bench bench, Valley valley) {
    Yodeller yodeller = new Yodeller(bench.serve(valley), LIMIT);
    return bench.background(
        "yodel(words, heard)",
        () -> {
          Thread caller = Thread.currentThread();
          yodeller.yodel(
              WORDS,
              word -> {
                heardElsewhere |= Thread.currentThread() != caller;
                heard.add(word);
                valley.silent();
              });
          return "normally";
        });
  }

  private static void halfCloses(Bench bench) {
    if (!bench.comesTrue(() -> bench.calls().get(0).saw(End.SERVER, Kind.HALF_CLOSE))
        && !bench.calls().get(0).saw(End.CLIENT, Kind.STATUS)) {
      throw new Mismatch("the client half-closes after the last word", "it does not")
          .because(NEVER_HALF_CLOSED);
    }
  }

  /** Hears what is shouted into it; the step makes the echoes. */
  private static final class Valley extends EchoGrpc.EchoImplBase {
    private final List<String> shouts = new CopyOnWriteArrayList<>();
    private volatile StreamObserver<EchoResponse> client;
    private final AtomicInteger awaited = new AtomicInteger(2);
    private Consumer<String> onShout = word -> {};
    private Runnable onHalfClose = () -> {};
    private Runnable onEverything = () -> {};

    /** Done with each echo before {@link #silent} returns. */
    synchronized void echo(String word) {
      client.onNext(Say.echo(word));
    }

    /** Several things that nobody comes between who hears an echo. */
    synchronized void atOnce(Runnable things) {
      things.run();
    }

    /**
     * Together with the half-close, which may come before or after it, this is everything. Called
     * before {@link #silent} returns, or a half-close between the two would let the client read
     * while the end is still on its way.
     */
    void wordsEchoed() {
      if (awaited.decrementAndGet() == 0) {
        onEverything.run();
      }
    }

    /**
     * Whoever hears an echo comes here before he goes on. Else a call of his could be handled by
     * the thread that is still sending, and what the server answers to it come later than he looks.
     */
    synchronized void silent() {}

    void awaitShouts(Bench bench, Background<?> yodel, int count, String expected) {
      bench.comesTrue(() -> shouts.size() >= count || yodel.done());
      if (shouts.size() < count) {
        if (yodel.done()) {
          yodel.expectReturn(expected);
        }
        throw new Mismatch(expected, "nothing comes");
      }
    }

    @Override
    public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
        StreamObserver<EchoResponse> responses) {
      client = responses;
      return new StreamObserver<>() {
        @Override
        public void onNext(EchoRequest shout) {
          shouts.add(shout.getMessage());
          onShout.accept(shout.getMessage());
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
          onHalfClose.run();
          wordsEchoed();
        }
      };
    }
  }
}
