package workbook.serverstream;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

/**
 * The reader's side: takes the features of an area one by one, while the server is still looking.
 */
public final class FeatureFinder {
  private final RouteGuideGrpc.RouteGuideBlockingStub stub;

  /** A finder on a channel that stays open. */
  public FeatureFinder(Channel channel) {
    this.stub = RouteGuideGrpc.newBlockingStub(channel);
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
    Iterator<Feature> features = stub.listFeatures(area);
    while (features.hasNext()) {
      reader.accept(features.next());
    }
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
    CancellableContext search = Context.current().withCancellation();
    Context before = search.attach(); // <1>
    try {
      Iterator<Feature> features = stub.listFeatures(area);
      while (features.hasNext()) {
        Feature feature = features.next();
        if (wanted.test(feature)) {
          return Optional.of(feature);
        }
      }
      return Optional.empty();
    } finally { // <2>
      search.detachAndCancel(before, null); // <3>
    }
    // end::step-4[]
  }
}
