package workbook.restart;

import workbook.proto.feed.News;

/**
 * The news that a server still has: one for each position from the oldest to the newest. Safe for
 * use by any number of threads.
 */
public interface FeedLog {
  /** The position of the oldest news that was not thrown away yet; at least 1. */
  long oldest();

  /** The position of the newest news; one less than the oldest if there is none. */
  long newest();

  /** The news at this position, which must be there. */
  News at(long position);
}
