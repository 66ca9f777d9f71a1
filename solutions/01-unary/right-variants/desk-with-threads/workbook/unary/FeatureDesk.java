package workbook.unary;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Looks up features for everybody in this process, until it is closed. */
public final class FeatureDesk implements AutoCloseable {
  // tag::step-7[]
  private final ManagedChannel channel;
  private final FeatureClient client;
  private final ExecutorService threads = Executors.newCachedThreadPool();

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
    Future<Feature> answer = threads.submit(() -> client.featureAt(location));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw (StatusRuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withCause(e).asRuntimeException();
    }
    // end::step-7[]
  }

  /** Lets the channel go, and with it its connection and threads. */
  @Override
  public void close() {
    // tag::step-7[]
    channel.shutdown();
    threads.shutdown();
    // end::step-7[]
  }
}
