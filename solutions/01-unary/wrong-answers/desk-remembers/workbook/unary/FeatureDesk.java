package workbook.unary;

import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Looks up features for everybody in this process, until it is closed. */
public final class FeatureDesk implements AutoCloseable {
  // tag::step-7[]
  private final ManagedChannel channel;
  private final FeatureClient client;
  // tag::mistake[]
  private final Map<Point, Feature> known = new ConcurrentHashMap<>();

  // end::mistake[]

  // end::step-7[]

  /**
   * A desk that makes its own channel.
   *
   * @param dial makes a new channel to the service at each call
   * @param limit how long one look-up may take
   */
  public FeatureDesk(Supplier<ManagedChannel> dial, Duration limit) {
    // tag::step-7[]
    channel = dial.get();
    client = new FeatureClient(channel, limit);
    // end::step-7[]
  }

  /** The feature at this point; one without a name where there is nothing. */
  public Feature featureAt(Point location) {
    // tag::step-7[]
    // tag::mistake[]
    if (channel.isShutdown()) {
      throw new IllegalStateException("the desk is closed");
    }
    return known.computeIfAbsent(location, client::featureAt);
    // end::mistake[]
    // end::step-7[]
  }

  /** Lets the channel go, and with it its connection and threads. */
  @Override
  public void close() {
    // tag::step-7[]
    channel.shutdown();
    // end::step-7[]
  }
}
