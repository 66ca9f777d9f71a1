package workbook.restart;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** Gives each follower the news after the position at which it broke off. */
public final class FeedServer extends RouteGuideFeedGrpc.RouteGuideFeedImplBase {
  private final FeedLog log;

  /** A server of this log. */
  public FeedServer(FeedLog log) {
    this.log = log;
  }

  @Override
  public void follow(FollowRequest request, StreamObserver<News> responses) {
    // tag::step-7[]
    long after = request.getAfter();
    if (after < log.oldest() - 1 || after > log.newest()) {
      responses.onError(
          Status.OUT_OF_RANGE
              .withDescription(
                  "this feed goes on after %d to %d, not after %d"
                      .formatted(log.oldest() - 1, log.newest(), after))
              .asRuntimeException());
    }
    send(after + 1, (ServerCallStreamObserver<News>) responses);
    // end::step-7[]
  }

  /** Sends the news from this position to the newest, as fast as the follower takes them. */
  private void send(long from, ServerCallStreamObserver<News> responses) {
    responses.setOnReadyHandler(
        new Runnable() {
          private final long newest = log.newest();
          private long next = from;
          private boolean completed;

          @Override
          public void run() {
            while (next <= newest && responses.isReady()) {
              responses.onNext(log.at(next));
              next++;
            }
            if (next > newest && !completed) {
              completed = true;
              responses.onCompleted();
            }
          }
        });
  }
}
