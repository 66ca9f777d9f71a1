package workbook.serverstream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

/**
 * The reader's side: takes the features of an area one by one, while the server is still looking.
 */
public final class FeatureFinder {
  private final RouteGuideGrpc.RouteGuideStub stub;

  /** A finder on a channel that stays open. */
  public FeatureFinder(Channel channel) {
    this.stub = RouteGuideGrpc.newStub(channel);
  }

  /**
   * Hands every feature of the area to the reader, each as soon as it has come, and returns when
   * the server has listed them all.
   *
   * @throws Exception {@link io.grpc.StatusRuntimeException} or {@link io.grpc.StatusException}
   *     with the status that broke the stream off, if it did not end with OK
   */
  public void each(Rectangle area, Consumer<Feature> reader) throws Exception {
    // tag::step-3[]
    first(
        area,
        feature -> {
          reader.accept(feature);
          return false;
        });
    // end::step-3[]
  }

  /**
   * The first feature of the area that is wanted, or empty if the server has listed them all and
   * none was. The server is told when the rest is not wanted any more.
   *
   * @throws Exception as {@link #each} does, or what {@code wanted} throws
   */
  public Optional<Feature> first(Rectangle area, Predicate<Feature> wanted) throws Exception {
    // tag::step-4[]
    CompletableFuture<Optional<Feature>> found = new CompletableFuture<>();
    stub.listFeatures(area, new Search(wanted, found));
    try {
      return found.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw e;
    }
    // end::step-4[]
  }

  // tag::step-4[]
  private static final class Search implements ClientResponseObserver<Rectangle, Feature> {
    private final Predicate<Feature> wanted;
    private final CompletableFuture<Optional<Feature>> found;
    private ClientCallStreamObserver<Rectangle> call;

    Search(Predicate<Feature> wanted, CompletableFuture<Optional<Feature>> found) {
      this.wanted = wanted;
      this.found = found;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Rectangle> requests) {
      call = requests;
    }

    @Override
    public void onNext(Feature feature) {
      try {
        if (wanted.test(feature)) {
          end(() -> found.complete(Optional.of(feature)));
        }
      } catch (RuntimeException e) {
        end(() -> found.completeExceptionally(e));
      }
    }

    private void end(Runnable answer) {
      answer.run();
      call.cancel("enough", null);
    }

    @Override
    public void onError(Throwable thrown) {
      found.completeExceptionally(Status.fromThrowable(thrown).asRuntimeException());
    }

    @Override
    public void onCompleted() {
      found.complete(Optional.empty());
    }
  }
  // end::step-4[]
}
