package workbook.restart;

import workbook.proto.feed.News;

/** The news from one position to another. */
record StepLog(long oldest, long newest) implements FeedLog {
  @Override
  public News at(long position) {
    if (position < oldest || position > newest) {
      throw new IllegalArgumentException("no news at " + position);
    }
    return StepFeed.news(position);
  }
}
