package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

/** Lists the features of an area, each as soon as it is found. */
public final class FeatureLister extends RouteGuideGrpc.RouteGuideImplBase {
  private final Iterable<Feature> features;

  /**
   * A lister.
   *
   * @param features where to look; going through them may take long, and each call does it anew
   */
  public FeatureLister(Iterable<Feature> features) {
    this.features = features;
  }

  @Override
  public void listFeatures(Rectangle area, StreamObserver<Feature> responses) {
    ServerCallStreamObserver<Feature> call = (ServerCallStreamObserver<Feature>) responses;
    // gRPC wants to know before the method returns that the cancel is noticed here.
    call.setOnCancelHandler(() -> {});
    LISTS.execute(() -> list(area, call));
  }

  private static final ExecutorService LISTS =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lists");
            thread.setDaemon(true);
            return thread;
          });

  private void list(Rectangle area, ServerCallStreamObserver<Feature> call) {
    for (Feature feature : features) {
      if (call.isCancelled()) {
        return;
      }
      if (contains(area, feature.getLocation())) {
        call.onNext(feature);
      }
    }
    call.onCompleted();
  }

  // tag::step-2[]
  private static boolean contains(Rectangle area, Point point) {
    return between(area.getLo().getLatitude(), point.getLatitude(), area.getHi().getLatitude())
        && between(area.getLo().getLongitude(), point.getLongitude(), area.getHi().getLongitude());
  }

  private static boolean between(int oneEdge, int value, int otherEdge) {
    return Math.min(oneEdge, otherEdge) <= value && value <= Math.max(oneEdge, otherEdge);
  }
  // end::step-2[]
}
