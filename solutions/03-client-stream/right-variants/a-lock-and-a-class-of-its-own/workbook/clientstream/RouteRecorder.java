package workbook.clientstream;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/** Records walks; each is an object of its own that guards itself. */
public final class RouteRecorder extends RouteGuideGrpc.RouteGuideImplBase {
  private final Set<Point> features;
  private final LongSupplier nanoTime;
  private final Consumer<RouteSummary> journal;

  public RouteRecorder(Set<Point> features, LongSupplier nanoTime, Consumer<RouteSummary> journal) {
    this.features = features;
    this.nanoTime = nanoTime;
    this.journal = journal;
  }

  @Override
  public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
    return new Walk(responses, nanoTime.getAsLong());
  }

  private final class Walk implements StreamObserver<Point> {
    private final Lock lock = new ReentrantLock();
    private final StreamObserver<RouteSummary> responses;
    private final long start;
    private final RouteSummary.Builder summary = RouteSummary.newBuilder();
    private double metres;
    private Point last;
    private boolean over;

    Walk(StreamObserver<RouteSummary> responses, long start) {
      this.responses = responses;
      this.start = start;
    }

    @Override
    public void onNext(Point point) {
      lock.lock();
      try {
        if (over) {
          return;
        }
        if (!Route.isOnEarth(point)) {
          refuse(point);
          return;
        }
        summary.setPointCount(summary.getPointCount() + 1);
        summary.setFeatureCount(summary.getFeatureCount() + (features.contains(point) ? 1 : 0));
        metres += last == null ? 0 : Route.metres(last, point);
        last = point;
      } finally {
        lock.unlock();
      }
    }

    private void refuse(Point point) {
      over = true;
      Metadata trailers = new Metadata();
      trailers.put(
          Metadata.Key.of("bad-latitude", Metadata.ASCII_STRING_MARSHALLER),
          String.valueOf(point.getLatitude()));
      responses.onError(
          Status.INVALID_ARGUMENT
              .withDescription("latitude " + point.getLatitude() / 1e7 + " is no latitude")
              .asRuntimeException(trailers));
    }

    @Override
    public void onError(Throwable cancelled) {
      lock.lock();
      over = true;
      lock.unlock();
    }

    @Override
    public void onCompleted() {
      lock.lock();
      try {
        if (over) {
          return;
        }
        over = true;
        summary
            .setDistance((int) Math.round(metres))
            .setElapsedTime((int) ((nanoTime.getAsLong() - start) / 1_000_000_000L));
        journal.accept(summary.build());
        responses.onNext(summary.build());
        responses.onCompleted();
      } finally {
        lock.unlock();
      }
    }
  }
}
