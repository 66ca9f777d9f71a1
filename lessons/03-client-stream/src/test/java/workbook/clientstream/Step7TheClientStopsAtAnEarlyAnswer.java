package workbook.clientstream;

import static workbook.bench.diagnosis.CallDiagnosis.KEPT_SENDING_AFTER_END;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Step;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

@Step(7)
class Step7TheClientStopsAtAnEarlyAnswer {
  private static final int ACCEPTED = 3;
  private static final int ROUTE = 5_000;

  @Test
  void stopsWhenTheServerHasEndedTheCall(Bench bench) {
    RouteClient client = new RouteClient(bench.serve(new Impatient()), Duration.ofSeconds(30));
    AtomicInteger taken = new AtomicInteger();

    Background<RouteSummary> record =
        bench.background(
            "record(route)",
            () ->
                client.record(
                    Stream.generate(() -> Walks.PARIS)
                        .limit(ROUTE)
                        .peek(point -> taken.incrementAndGet())
                        .iterator()));

    Status status = record.expectThrows("record throws what the server said");
    bench
        .expect("the code that record throws", status.getCode())
        .is(Status.Code.RESOURCE_EXHAUSTED);
    bench
        .expect(
            "points taken from a route of " + ROUTE + " when the server ends the call at the third",
            taken.get())
        .diagnose(ROUTE, KEPT_SENDING_AFTER_END)
        .matches("a few", count -> count < 20);
  }

  /** Has enough at the third point. */
  private static final class Impatient extends RouteGuideGrpc.RouteGuideImplBase {
    @Override
    public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
      return new StreamObserver<>() {
        private int points;

        @Override
        public void onNext(Point point) {
          points++;
          if (points == ACCEPTED) {
            responses.onError(
                Status.RESOURCE_EXHAUSTED.withDescription("enough").asRuntimeException());
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
