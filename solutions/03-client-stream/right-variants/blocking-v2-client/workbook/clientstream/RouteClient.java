package workbook.clientstream;

import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Iterator;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/** The walker's side with a stub that blocks. */
public final class RouteClient {
  private final RouteGuideGrpc.RouteGuideBlockingV2Stub stub;
  private final Duration limit;

  public RouteClient(Channel channel, Duration limit) {
    this.stub = RouteGuideGrpc.newBlockingV2Stub(channel);
    this.limit = limit;
  }

  public RouteSummary record(Iterator<Point> route) throws InterruptedException {
    try {
      BlockingClientCall<Point, RouteSummary> call = stub.withDeadlineAfter(limit).recordRoute();
      while (route.hasNext() && call.write(route.next())) {
        // write says whether the call still takes points
      }
      call.halfClose();
      RouteSummary summary = call.read();
      if (summary == null) {
        throw io.grpc.Status.INTERNAL.withDescription("no summary").asRuntimeException();
      }
      return summary;
    } catch (StatusException e) {
      throw e.getStatus().asRuntimeException(e.getTrailers());
    }
  }
}
