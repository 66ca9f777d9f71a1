package workbook.clientstream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Iterator;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/** The walker's side, which keeps no point in memory that the server has no room for. */
public final class RouteClient {
  private final RouteGuideGrpc.RouteGuideStub stub;
  private final Duration limit;

  public RouteClient(Channel channel, Duration limit) {
    this.stub = RouteGuideGrpc.newStub(channel);
    this.limit = limit;
  }

  public RouteSummary record(Iterator<Point> route) throws InterruptedException {
    Walk walk = new Walk();
    stub.withDeadlineAfter(limit).recordRoute(walk);
    while (route.hasNext() && walk.hasRoom()) {
      walk.points.onNext(route.next());
    }
    walk.points.onCompleted();
    return walk.summary();
  }

  private static final class Walk implements ClientResponseObserver<Point, RouteSummary> {
    private ClientCallStreamObserver<Point> points;
    private RouteSummary summary;
    private Status end;

    @Override
    public void beforeStart(ClientCallStreamObserver<Point> call) {
      points = call;
      call.setOnReadyHandler(this::wake);
    }

    private synchronized void wake() {
      notifyAll();
    }

    /** Waits until there is room or the call is over. */
    private synchronized boolean hasRoom() throws InterruptedException {
      while (end == null && !points.isReady()) {
        wait();
      }
      return end == null;
    }

    private synchronized RouteSummary summary() throws InterruptedException {
      while (end == null) {
        wait();
      }
      if (!end.isOk()) {
        throw end.asRuntimeException();
      }
      return summary;
    }

    private synchronized void end(Status status) {
      end = status;
      notifyAll();
    }

    @Override
    public synchronized void onNext(RouteSummary value) {
      summary = value;
    }

    @Override
    public void onError(Throwable thrown) {
      end(Status.fromThrowable(thrown));
    }

    @Override
    public void onCompleted() {
      end(Status.OK);
    }
  }
}
