package workbook.clientstream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteSummary;

/**
 * Records walks: takes a walker's points one by one and answers with one summary of the whole walk.
 */
public final class RouteRecorder extends RouteGuideGrpc.RouteGuideImplBase {
  private final Set<Point> features;
  private final LongSupplier nanoTime;
  private final Consumer<RouteSummary> journal;

  // tag::step-2[]
  private final ExecutorService sums =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "sums");
            thread.setDaemon(true);
            return thread;
          });

  // end::step-2[]

  /**
   * A recorder.
   *
   * @param features the places of known features
   * @param nanoTime a clock in nanoseconds that never goes back, such as {@code System::nanoTime}
   * @param journal is given the summary of each walk that came to its end; safe for use by any
   *     thread
   */
  public RouteRecorder(Set<Point> features, LongSupplier nanoTime, Consumer<RouteSummary> journal) {
    this.features = features;
    this.nanoTime = nanoTime;
    this.journal = journal;
  }

  @Override
  public StreamObserver<Point> recordRoute(StreamObserver<RouteSummary> responses) {
    return new StreamObserver<>() {
      // tag::step-2[]
      private int points;
      private int featuresMet;
      private double metres;
      private Point last;
      // end::step-2[]
      // tag::step-3[]
      private final long start = nanoTime.getAsLong();
      // end::step-3[]
      // tag::step-5[]
      private boolean refused;

      // end::step-5[]
      @Override
      public void onNext(Point point) {
        sums.execute(() -> add(point));
      }

      private void add(Point point) {
        // tag::step-5[]
        if (refused) {
          return;
        }
        if (!Route.isOnEarth(point)) {
          refused = true;
          responses.onError(
              Status.INVALID_ARGUMENT
                  .withDescription("point " + (points + 1) + " is not on earth")
                  .asRuntimeException());
          return;
        }
        // end::step-5[]
        // tag::step-2[]
        points++;
        if (features.contains(point)) {
          featuresMet++;
        }
        if (last != null) {
          metres += Route.metres(last, point);
        }
        last = point;
        // end::step-2[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // tag::step-4[]
        // Broken off: no answer, no record. What this walk held goes with its observer.
        // end::step-4[]
      }

      @Override
      public void onCompleted() {
        long nanos = nanoTime.getAsLong() - start;
        sums.execute(() -> answer(nanos));
      }

      private void answer(long nanos) {
        // tag::step-5[]
        if (refused) {
          return;
        }
        // end::step-5[]
        // tag::step-2[]
        RouteSummary.Builder summary =
            RouteSummary.newBuilder()
                .setPointCount(points)
                .setFeatureCount(featuresMet)
                .setDistance((int) Math.round(metres));
        // end::step-2[]
        // tag::step-3[]
        summary.setElapsedTime((int) TimeUnit.NANOSECONDS.toSeconds(nanos));
        // end::step-3[]
        // tag::step-4[]
        journal.accept(summary.build());
        // end::step-4[]
        // tag::step-2[]
        responses.onNext(summary.build());
        responses.onCompleted();
        // end::step-2[]
      }
    };
  }
}
