package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
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
    for (Feature feature : features) {
      // tag::step-6[]
      if (call.isCancelled()) {
        return;
      }
      // end::step-6[]
      // tag::step-2[]
      if (!contains(area, feature.getLocation())) {
        continue;
      }
      // end::step-2[]
      // tag::step-1[]
      call.onNext(feature);
      // end::step-1[]
    }
    // tag::step-1[]
    call.onCompleted();
    // end::step-1[]
  }

  // tag::step-2[]
  private static boolean contains(Rectangle area, Point point) {
    return between(area.getLo().getLatitude(), point.getLatitude(), area.getHi().getLatitude())
        && between(area.getLo().getLongitude(), point.getLongitude(), area.getHi().getLongitude());
  }

  private static boolean between(int oneEdge, int value, int otherEdge) {
    // tag::mistake[]
    return (oneEdge <= value) == (value <= otherEdge);
    // end::mistake[]
  }
  // end::step-2[]
}
