package workbook.clientstream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/** The walker's side without a stub. */
public final class RouteClient {
  private final Channel channel;
  private final Duration limit;

  public RouteClient(Channel channel, Duration limit) {
    this.channel = channel;
    this.limit = limit;
  }

  public RouteSummary record(Iterator<Point> route) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<RouteSummary> summary = new AtomicReference<>();
    AtomicReference<Status> end = new AtomicReference<>();
    ClientCall<Point, RouteSummary> call =
        channel.newCall(
            RouteGuideGrpc.getRecordRouteMethod(), CallOptions.DEFAULT.withDeadlineAfter(limit));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(RouteSummary message) {
            summary.set(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.set(status);
            over.countDown();
          }
        },
        new Metadata());
    call.request(2);
    while (over.getCount() > 0 && route.hasNext()) {
      call.sendMessage(route.next());
    }
    if (over.getCount() > 0) {
      call.halfClose();
    }
    over.await();
    if (!end.get().isOk()) {
      throw end.get().asRuntimeException();
    }
    return summary.get();
  }
}
