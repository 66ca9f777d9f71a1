package workbook.unary;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Supplier;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Looks up features for everybody in this process, until it is closed. */
public final class FeatureDesk implements AutoCloseable {
  // tag::step-7[]
  private final Supplier<ManagedChannel> dial;
  private final Duration limit;
  private ManagedChannel channel;
  private FeatureClient client;

  // end::step-7[]

  /**
   * A desk that makes its own channel.
   *
   * @param dial makes a new channel to the service at each call
   * @param limit how long one look-up may take
   */
  public FeatureDesk(Supplier<ManagedChannel> dial, Duration limit) {
    // tag::step-7[]
    this.dial = dial;
    this.limit = limit;
    connect();
    // end::step-7[]
  }

  /** The feature at this point; one without a name where there is nothing. */
  public Feature featureAt(Point location) {
    // tag::step-7[]
    // tag::mistake[]
    try {
      return client().featureAt(location);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        reconnect();
      }
      throw e;
    }
    // end::mistake[]
  }

  private synchronized void connect() {
    channel = dial.get();
    client = new FeatureClient(channel, limit);
  }

  private synchronized FeatureClient client() {
    return client;
  }

  // tag::mistake[]
  private synchronized void reconnect() {
    if (!channel.isShutdown()) {
      channel.shutdown();
      connect();
    }
  }

  // end::mistake[]
  // end::step-7[]

  /** Lets the channel go, and with it its connection and threads. */
  @Override
  public synchronized void close() {
    // tag::step-7[]
    channel.shutdown();
    // end::step-7[]
  }
}
