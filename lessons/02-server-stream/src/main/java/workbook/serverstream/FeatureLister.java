package workbook.serverstream;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import workbook.proto.routeguide.Feature;
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
      // TODO step 6
      // end::step-6[]
      // tag::step-2[]
      // TODO step 2
      // end::step-2[]
      // tag::step-1[]
      // TODO step 1
      // end::step-1[]
    }
    // tag::step-1[]
    // TODO step 1
    call.onError(
        Status.UNIMPLEMENTED
            .withDescription("step 1: send each feature, then end the call")
            .asRuntimeException());
    // end::step-1[]
  }

  // tag::step-2[]
  // end::step-2[]
}
