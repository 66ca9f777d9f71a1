package workbook.clientstream;

import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Iterator;
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
    // tag::step-6[]
    // end::step-6[]
    while (route.hasNext()) {
      // tag::step-7[]
      // TODO step 7
      // end::step-7[]
      Point point = route.next();
      // tag::step-6[]
      // end::step-6[]
    }
    // tag::step-6[]
    // TODO step 6
    throw Status.UNIMPLEMENTED
        .withDescription("step 6: send the route and return the summary")
        .asRuntimeException();
    // end::step-6[]
  }

  // tag::step-6[]
  // end::step-6[]
}
