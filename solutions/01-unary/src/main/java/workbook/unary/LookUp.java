package workbook.unary;

import workbook.proto.routeguide.Feature;

/** What came of asking for the feature at a point. */
public sealed interface LookUp {

  /** There is a feature. */
  record Found(Feature feature) implements LookUp {}

  /** There is nothing at this point. Asking again would not change that. */
  record NothingThere() implements LookUp {}

  /** No answer came in time. */
  record TooSlow() implements LookUp {}

  /** The service could not be reached. Asking again later may help. */
  record TryLater() implements LookUp {}
}
