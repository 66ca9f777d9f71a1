package workbook.balancing;

import static workbook.bench.diagnosis.CallDiagnosis.NEVER_HALF_CLOSED;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.BROKEN_STREAM_HUSHED_UP;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.BROKEN_STREAM_WAITED_FOR;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.NOT_ALL_WAITED_FOR;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ONE_STREAM_FOR_ALL;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;
import workbook.bench.conversation.Words;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

@Step(value = 6, openEnded = true)
class Step6AStreamStaysWhereItIs {
  @BeforeAll
  static void loadTheNetwork() {
    Fleet.loadTheNetwork();
  }

  private static final String BREAKS = "ofMessages throws when one of two streams breaks";
  private static final Status FULL = Status.RESOURCE_EXHAUSTED.withDescription("the desk is full");
  private static final String ENDS = "ofMessages returns when all streams have ended";

  @Test
  @Order(1)
  void allStreamsAreHalfClosedAndWaitedFor(Bench bench) {
    ServerThatStays server = new ServerThatStays();
    Background<Map<String, Integer>> tally = ofMessages(bench, bench.serve(server), 2, 4);

    bench.comesTrue(() -> server.halfClosed.get() == 2 || tally.done());
    bench
        .expect(
            "streams of Work that are open for 4 questions in two streams", server.streams.size())
        .diagnose(open -> open == 1 && server.questions.get() == 4, ONE_STREAM_FOR_ALL)
        .is(2);
    if (server.halfClosed.get() < 2) {
      throw new Mismatch("each stream is half-closed after its last question", "one of them is not")
          .because(NEVER_HALF_CLOSED);
    }
    if (tally.done()) {
      throw new Mismatch(ENDS, "it returned before any of them had ended")
          .because(NOT_ALL_WAITED_FOR);
    }
    server.streams.get(0).onCompleted();
    if (bench.comesTrue(tally::done)) {
      throw new Mismatch(ENDS, "it returned when one of two had ended").because(NOT_ALL_WAITED_FOR);
    }
    server.streams.get(1).onCompleted();

    bench.expect("the tally of 4 questions", tally.expectReturn(ENDS)).is(Map.of("A", 4));
  }

  @Test
  @Order(2)
  void sixStreamsSpread(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = Fleets.spread(fleet);

    StepAttempts calls = new StepAttempts(Duration.ofSeconds(5));
    Map<String, Integer> tally = tally(bench, ClientInterceptors.intercept(channel, calls), 6, 60);

    bench.expect("streams that were opened", opened(fleet)).diagnose(1, ONE_STREAM_FOR_ALL).is(6);
    bench.expect("streams that each server was given", fleet.streams()).is(Fleets.each(2));
    bench.expect("questions that each server was asked", fleet.questions()).is(Fleets.each(20));
    bench.expect("the tally of 60 questions", tally).is(Fleets.each(20));
    calls.expectDeadlines();
  }

  @Test
  @Order(3)
  void oneStreamHasOneServer(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);

    Channel channel = Fleets.spread(fleet);

    Map<String, Integer> spread = tally(bench, channel, 1, 9);
    bench
        .expect("the tally of 9 questions in one stream", List.copyOf(spread.values()))
        .is(List.of(9));
    expectShares(bench, "8 questions in three streams", tally(bench, channel, 3, 8), 2, 3, 3);
    fleet.forget();
    expectShares(bench, "2 questions in three streams", tally(bench, channel, 3, 2), 1, 1);
    bench.expect("streams that were opened for 2 questions in three streams", opened(fleet)).is(3);
    expectShares(bench, "no question in two streams", tally(bench, channel, 2, 0));

    Channel forwarded = fleet.channel(fleet.grpcForwarder().address());
    Map<String, Integer> tally = tally(bench, forwarded, 1, 9);
    bench
        .expect(
            "the tally of 9 questions in one stream through the L7 forwarder",
            List.copyOf(tally.values()))
        .is(List.of(9));
  }

  @Test
  @Order(4)
  void oneOfSeveralBreaks(Bench bench) {
    for (int broken = 0; broken < 2; broken++) {
      ServerThatStays server = new ServerThatStays();
      Background<Map<String, Integer>> tally = ofMessages(bench, bench.serve(server), 2, 4);
      bench.comesTrue(() -> server.halfClosed.get() == 2 || tally.done());

      for (int i = 0; i < 2; i++) {
        if (i == broken) {
          server.streams.get(i).onError(FULL.asRuntimeException());
        } else {
          server.streams.get(i).onCompleted();
        }
      }

      expectThrows(bench, tally, BREAKS, FULL);
    }
  }

  @Test
  @Order(5)
  void aBrokenStreamShows(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = Fleets.spread(fleet);
    Fleets.killAll(bench, fleet, channel);

    Background<Map<String, Integer>> tally = ofMessages(bench, channel, 3, 9);

    Status status = expectThrows(bench, tally, "ofMessages throws when all streams break", null);
    bench
        .expect("the code that ofMessages throws when all servers are dead", status.getCode())
        .is(Status.Code.UNAVAILABLE);
  }

  private static int opened(Fleet fleet) {
    return fleet.streams().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Status expectThrows(
      Bench bench, Background<?> tally, String expected, Status status) {
    if (!bench.comesTrue(tally::done)) {
      throw new Mismatch(expected, "it still waits").because(BROKEN_STREAM_WAITED_FOR);
    }
    if (returned(tally)) {
      throw new Mismatch(expected, "it returned a tally").because(BROKEN_STREAM_HUSHED_UP);
    }
    Status thrown = tally.expectThrows(expected, StatusRuntimeException.class);
    if (status != null) {
      bench
          .expect("the status that ofMessages throws", Words.status(thrown))
          .is(Words.status(status));
    }
    return thrown;
  }

  private static void expectShares(
      Bench bench, String what, Map<String, Integer> tally, Integer... shares) {
    bench
        .expect("the shares of the servers of " + what, tally.values().stream().sorted().toList())
        .is(List.of(shares));
  }

  private static Map<String, Integer> tally(
      Bench bench, Channel channel, int streams, int questions) {
    return ofMessages(bench, channel, streams, questions).expectReturn(ENDS);
  }

  private static Background<Map<String, Integer>> ofMessages(
      Bench bench, Channel channel, int streams, int questions) {
    return bench.background(
        "ofMessages", () -> StreamTally.ofMessages(channel, streams, questions));
  }

  /** One server, which answers at once, and ends a stream when the step says so. */
  private static final class ServerThatStays extends FleetGrpc.FleetImplBase {
    private final List<StreamObserver<Answer>> streams = new CopyOnWriteArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger halfClosed = new AtomicInteger();

    @Override
    public void who(Question question, StreamObserver<Answer> answer) {
      answer.onNext(Answer.newBuilder().setServer("A").setQuestions(1).build());
      answer.onCompleted();
    }

    @Override
    public StreamObserver<Question> collect(StreamObserver<Answer> answer) {
      return new StreamObserver<>() {
        @Override
        public void onNext(Question question) {}

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
          who(Question.getDefaultInstance(), answer);
        }
      };
    }

    @Override
    public StreamObserver<Question> work(StreamObserver<Answer> answers) {
      streams.add(answers);
      return new StreamObserver<>() {
        @Override
        public void onNext(Question question) {
          questions.incrementAndGet();
          answers.onNext(Answer.newBuilder().setServer("A").build());
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
          halfClosed.incrementAndGet();
        }
      };
    }
  }

  private static boolean returned(Background<?> ended) {
    try {
      ended.expectReturn("a tally");
      return true;
    } catch (Mismatch thrown) {
      return false;
    }
  }
}
