package workbook.clientstream;

import static workbook.bench.diagnosis.CallDiagnosis.KEPT_SENDING_AFTER_END;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Step;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(value = 7, openEnded = true)
class Step7TheClientStopsAtAnEarlyAnswer {
  private static final int ACCEPTED = 3;
  private static final int ROUTE = 5_000;

  @Test
  @Order(1)
  void stopsWhenTheServerHasEndedTheCall(Bench bench) {
    RouteClient client =
        new RouteClient(
            bench.serve(
                new Impatient(
                    responses ->
                        responses.onError(
                            Status.RESOURCE_EXHAUSTED
                                .withDescription("enough")
                                .asRuntimeException()))),
            Duration.ofSeconds(30));
    AtomicInteger taken = new AtomicInteger();

    Background<RouteSummary> record = record(bench, client, taken);

    Status status =
        record.expectThrows("record throws what the server said", StatusRuntimeException.class);
    bench
        .expect("the code that record throws", status.getCode())
        .is(Status.Code.RESOURCE_EXHAUSTED);
    expectAFewTaken(bench, taken.get());
  }

  @Test
  @Order(2)
  void anEarlySummaryIsAnAnswer(Bench bench) {
    RouteSummary enough = RouteSummary.newBuilder().setPointCount(ACCEPTED).build();
    RouteClient client =
        new RouteClient(
            bench.serve(
                new Impatient(
                    responses -> {
                      responses.onNext(enough);
                      responses.onCompleted();
                    })),
            Duration.ofSeconds(30));
    AtomicInteger taken = new AtomicInteger();

    Background<RouteSummary> record = record(bench, client, taken);

    bench
        .expect(
            "the summary that record returned",
            record.expectReturn("record returns the summary that came early"))
        .is(enough);
    expectAFewTaken(bench, taken.get());
  }

  @Test
  @Order(3)
  void aSlowServerIsSentEveryPoint(Bench bench) {
    Slow server = new Slow();
    RouteClient client = new RouteClient(bench.serve(server), Duration.ofSeconds(30));

    Background<RouteSummary> record =
        bench.background("record(route)", () -> client.record(Walks.ROUTE.iterator()));
    bench.comesTrue(() -> server.call != null || record.done());
    bench.settle();
    if (server.call != null) {
      server.call.request(Walks.ROUTE.size() + 1);
    }

    RouteSummary summary = record.expectReturn("record returns the summary of a slow server");
    bench
        .expect(
            "points that reach a server which does not read at once, and whose call is not over",
            summary.getPointCount())
        .is(Walks.ROUTE.size());
  }

  private static Background<RouteSummary> record(
      Bench bench, RouteClient client, AtomicInteger taken) {
    return bench.background(
        "record(route)",
        () ->
            client.record(
                Stream.generate(() -> Walks.PARIS)
                    .limit(ROUTE)
                    .peek(
                        point -> {
                          // Whoever listens on another thread hears of the end before this goes on.
                          if (taken.incrementAndGet() == ACCEPTED + 1) {
                            bench.settle();
                          }
                        })
                    .iterator()));
  }

  private static void expectAFewTaken(Bench bench, int taken) {
    bench
        .expect(
            "points taken from a route of " + ROUTE + " when the server ends the call at the third",
            taken)
        .diagnose(ROUTE, KEPT_SENDING_AFTER_END)
        .matches("a few", count -> count < 20);
  }

  /** Reads nothing before the step asks it to. */
  private static final class Slow extends RouteGuideGrpc.RouteGuideImplBase {
    private volatile ServerCallStreamObserver<RouteSummary> call;

    @Override
    public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
      ServerCallStreamObserver<RouteSummary> own =
          (ServerCallStreamObserver<RouteSummary>) responses;
      own.disableAutoRequest();
      call = own;
      return new StreamObserver<>() {
        private int points;

        @Override
        public void onNext(Point point) {
          points++;
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {
          responses.onNext(RouteSummary.newBuilder().setPointCount(points).build());
          responses.onCompleted();
        }
      };
    }
  }

  /** Has enough at the third point. */
  private static final class Impatient extends RouteGuideGrpc.RouteGuideImplBase {
    private final Consumer<StreamObserver<RouteSummary>> end;

    Impatient(Consumer<StreamObserver<RouteSummary>> end) {
      this.end = end;
    }

    @Override
    public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
      return new StreamObserver<>() {
        private int points;

        @Override
        public void onNext(Point point) {
          points++;
          if (points == ACCEPTED) {
            end.accept(responses);
          }
        }

        @Override
        public void onError(Throwable cancelled) {}

        @Override
        public void onCompleted() {}
      };
    }
  }
}
