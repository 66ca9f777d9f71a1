package workbook.restart;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

/** Small feeds only: it does not ask how fast the follower reads. */
public final class FeedServer extends RouteGuideFeedGrpc.RouteGuideFeedImplBase {
  private final FeedLog log;

  public FeedServer(FeedLog log) {
    this.log = log;
  }

  @Override
  public void follow(FollowRequest request, StreamObserver<News> responses) {
    CompletableFuture.runAsync(() -> send(request.getAfter(), responses));
  }

  private void send(long after, StreamObserver<News> responses) {
    if (after + 1 < log.oldest() || after > log.newest()) {
      responses.onError(
          Status.OUT_OF_RANGE
              .withDescription("no news after " + after + "; the oldest is " + log.oldest())
              .asRuntimeException());
      return;
    }
    for (long position = after + 1; position <= log.newest(); position++) {
      responses.onNext(log.at(position));
    }
    responses.onCompleted();
  }
}
