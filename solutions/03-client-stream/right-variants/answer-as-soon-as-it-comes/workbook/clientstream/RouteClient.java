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
    CompletableFuture<RouteSummary> summary = new CompletableFuture<>();
    StreamObserver<Point> points = stub.withDeadlineAfter(limit).recordRoute(new Answer(summary));
    while (route.hasNext()) {
      if (summary.isDone()) {
        break;
      }
      Point point = route.next();
      points.onNext(point);
    }
    points.onCompleted();
    try {
      return summary.get();
    } catch (ExecutionException e) {
      throw Status.fromThrowable(e.getCause()).asRuntimeException();
    }
  }

  /** Hands the one answer, or the error instead of it, to whoever waits for it. */
  private record Answer(CompletableFuture<RouteSummary> summary)
      implements StreamObserver<RouteSummary> {
    @Override
    public void onNext(RouteSummary value) {
      summary.complete(value);
    }

    @Override
    public void onError(Throwable thrown) {
      summary.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      // A call that ends without an answer is an error already.
    }
  }
}
