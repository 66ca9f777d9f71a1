package workbook.unary;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Looks up features for everybody in this process, until it is closed. */
public final class FeatureDesk implements AutoCloseable {
  // tag::step-7[]
  private final ManagedChannel channel;
  private final FeatureClient client;
  private final Map<Point, CompletableFuture<Feature>> underWay = new ConcurrentHashMap<>();

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
    CompletableFuture<Feature> mine = new CompletableFuture<>();
    CompletableFuture<Feature> other = underWay.putIfAbsent(location, mine);
    if (other != null) {
      try {
        return other.join();
      } catch (CompletionException e) {
        throw (StatusRuntimeException) e.getCause();
      }
    }
    try {
      mine.complete(client.featureAt(location));
      return mine.join();
    } catch (StatusRuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(location);
    }
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
