package workbook.unary;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Supplier;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Looks up features for everybody in this process, until it is closed. */
public final class FeatureDesk implements AutoCloseable {
  // tag::step-7[]
  // end::step-7[]

  /**
   * A desk that makes its own channel.
   *
   * @param dial makes a new channel to the service at each call
   * @param limit how long one look-up may take
   */
  public FeatureDesk(Supplier<ManagedChannel> dial, Duration limit) {
    // tag::step-7[]
    // TODO step 7: one channel for all look-ups
    // end::step-7[]
  }

  /** The feature at this point; one without a name where there is nothing. */
  public Feature featureAt(Point location) {
    // tag::step-7[]
    // TODO step 7
    throw Status.UNIMPLEMENTED
        .withDescription("step 7: look up on one channel")
        .asRuntimeException();
    // end::step-7[]
  }

  /** Lets the channel go, and with it its connection and threads. */
  @Override
  public void close() {
    // tag::step-7[]
    // TODO step 7: close it
    // end::step-7[]
  }
}
