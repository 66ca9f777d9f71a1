package workbook.clientstream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/** The walker's side: sends the points of a route and waits for the summary. */
public final class RouteClient {
  private final RouteGuideGrpc.RouteGuideStub stub;
  private final Duration limit;

  /**
   * A client on a channel that stays open.
   *
   * @param limit how long a whole call may take
   */
  public RouteClient(Channel channel, Duration limit) {
    this.stub = RouteGuideGrpc.newStub(channel);
    this.limit = limit;
  }

  /**
   * Sends each point of the route, half-closes and waits for the summary.
   *
   * @throws io.grpc.StatusRuntimeException with the status that ended the call, if it was not OK
   */
  public RouteSummary record(Iterator<Point> route) throws InterruptedException {
    return record(route, true);
  }

  private RouteSummary record(Iterator<Point> route, boolean first) throws InterruptedException {
    // tag::step-6[]
    CompletableFuture<RouteSummary> summary = new CompletableFuture<>();
    StreamObserver<Point> points = stub.withDeadlineAfter(limit).recordRoute(new Answer(summary));
    // end::step-6[]
    while (route.hasNext()) {
      // tag::step-7[]
      if (summary.isDone()) {
        break;
      }
      // end::step-7[]
      Point point = route.next();
      // tag::step-6[]
      points.onNext(point);
      // end::step-6[]
    }
    // tag::step-6[]
    points.onCompleted();
    try {
      return summary.get();
    } catch (ExecutionException e) {
      // tag::mistake[]
      Status status = Status.fromThrowable(e.getCause());
      if (status.getCode() == Status.Code.UNAVAILABLE && first) {
        return record(route, false);
      }
      throw status.asRuntimeException();
      // end::mistake[]
    }
    // end::step-6[]
  }

  // tag::step-6[]
  /** Hands the one answer, or the error instead of it, to whoever waits for it. */
  private static final class Answer implements StreamObserver<RouteSummary> {
    private final CompletableFuture<RouteSummary> summary;
    private RouteSummary answer;

    Answer(CompletableFuture<RouteSummary> summary) {
      this.summary = summary;
    }

    @Override
    public void onNext(RouteSummary value) {
      answer = value;
    }

    @Override
    public void onError(Throwable thrown) {
      summary.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      // Not before: the status may still be an error. A call without an answer is one already.
      summary.complete(answer);
    }
  }
  // end::step-6[]
}
