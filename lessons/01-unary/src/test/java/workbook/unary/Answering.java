package workbook.unary;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;

/** A server that knows Zurich, or ends every call with the status that it is given. */
final class Answering extends RouteGuideGrpc.RouteGuideImplBase {
  private final Status status;

  Answering(Status status) {
    this.status = status;
  }

  @Override
  public void getFeature(Point location, StreamObserver<Feature> responses) {
    if (status.isOk()) {
      responses.onNext(
          location.equals(Samples.ZURICH)
              ? Samples.ZURICH_FEATURE
              : Feature.newBuilder().setLocation(location).build());
      responses.onCompleted();
    } else {
      responses.onError(status.asRuntimeException());
    }
  }
}
