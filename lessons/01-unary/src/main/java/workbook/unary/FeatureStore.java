package workbook.unary;

import java.util.Optional;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;

/** Where the features are kept: behind a network of its own, so it can be away. */
public interface FeatureStore {

  /**
   * The feature at exactly this place, if there is one.
   *
   * @throws Away if the store cannot be reached just now; asking again later may help
   * @throws RuntimeException if something is broken; asking again will not help
   */
  Optional<Feature> find(Point location);

  /** The store cannot be reached. Its message is for the log: it names machines and users. */
  final class Away extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Away(String message) {
      super(message);
    }
  }
}
