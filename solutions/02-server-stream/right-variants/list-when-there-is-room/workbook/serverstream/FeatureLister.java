package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
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
    Iterator<Feature> rest = features.iterator();
    AtomicBoolean over = new AtomicBoolean();
    call.setOnCancelHandler(() -> over.set(true));
    call.setOnReadyHandler(() -> send(area, rest, over, call));
  }

  private static void send(
      Rectangle area,
      Iterator<Feature> rest,
      AtomicBoolean over,
      ServerCallStreamObserver<Feature> call) {
    while (call.isReady() && !over.get() && !call.isCancelled()) {
      if (!rest.hasNext()) {
        over.set(true);
        call.onCompleted();
        return;
      }
      Feature feature = rest.next();
      if (contains(area, feature.getLocation())) {
        call.onNext(feature);
      }
    }
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
