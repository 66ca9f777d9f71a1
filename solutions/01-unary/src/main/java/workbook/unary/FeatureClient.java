package workbook.unary;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;

/** Asks a RouteGuide server for features, and never waits longer than its limit. */
public final class FeatureClient {
  private final RouteGuideGrpc.RouteGuideBlockingStub stub;
  private final Duration limit;

  /**
   * A client on a channel that stays open.
   *
   * @param limit how long one call may take
   */
  public FeatureClient(Channel channel, Duration limit) {
    this.stub = RouteGuideGrpc.newBlockingStub(channel);
    this.limit = limit;
  }

  /**
   * The feature at this point; one without a name where there is nothing.
   *
   * @throws StatusRuntimeException with the status that ended the call, if it was not OK
   */
  public Feature featureAt(Point location) {
    // tag::step-5[]
    return stub.withDeadlineAfter(limit).getFeature(location);
    // end::step-5[]
  }

  /**
   * The same, with the ends that a program should tell apart.
   *
   * @throws StatusRuntimeException for any other end
   */
  public LookUp lookUp(Point location) {
    // tag::step-6[]
    try {
      Feature feature = featureAt(location);
      return feature.getName().isEmpty() ? new LookUp.NothingThere() : new LookUp.Found(feature);
    } catch (StatusRuntimeException ended) {
      return switch (ended.getStatus().getCode()) { // <1>
        case NOT_FOUND -> new LookUp.NothingThere();
        case DEADLINE_EXCEEDED -> new LookUp.TooSlow();
        case UNAVAILABLE -> new LookUp.TryLater();
        default -> throw ended; // <2>
      };
    }
    // end::step-6[]
  }
}
