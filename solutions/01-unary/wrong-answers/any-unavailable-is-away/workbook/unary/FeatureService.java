package workbook.unary;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.logging.Level;
import java.util.logging.Logger;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;

/** Answers which feature lies at a point. */
public final class FeatureService extends RouteGuideGrpc.RouteGuideImplBase {
  private static final Logger LOG = Logger.getLogger(FeatureService.class.getName());

  private final FeatureStore store;

  public FeatureService(FeatureStore store) {
    this.store = store;
  }

  @Override
  public void getFeature(Point location, StreamObserver<Feature> responses) {
    // tag::step-3[]
    if (!isOnEarth(location)) {
      responses.onError(
          Status.INVALID_ARGUMENT
              .withDescription("latitude must be within 90 degrees, longitude within 180")
              .asRuntimeException());
      return;
    }
    // end::step-3[]
    try {
      answer(location, responses);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "no feature for " + location, failure);
      // tag::step-4[]
      Status status =
          // tag::mistake[]
          failure instanceof FeatureStore.Away
                  || Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE
              // end::mistake[]
              ? Status.UNAVAILABLE.withDescription("the features cannot be reached just now")
              : Status.INTERNAL.withDescription("the feature could not be looked up");
      responses.onError(status.asRuntimeException());
      // end::step-4[]
    }
  }

  private void answer(Point location, StreamObserver<Feature> responses) {
    // tag::step-2[]
    Feature feature =
        store.find(location).orElse(Feature.newBuilder().setLocation(location).build());
    responses.onNext(feature);
    responses.onCompleted();
    // end::step-2[]
  }

  /** Whether a point lies on earth: latitude within 90 degrees, longitude within 180. */
  private static boolean isOnEarth(Point point) {
    return Math.abs((long) point.getLatitude()) <= 900_000_000L
        && Math.abs((long) point.getLongitude()) <= 1_800_000_000L;
  }
}
