package workbook.restart;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.bench.world.ManualTime;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

/** A server whose first calls fail, of whatever method. */
final class StepFailing extends FileTransferGrpc.FileTransferImplBase {
  /** When each attempt came, in seconds of the moved time. */
  final List<Double> attempts = new CopyOnWriteArrayList<>();

  private final ManualTime time;
  private final Status status;
  private final int failures;

  StepFailing(ManualTime time, Status status, int failures) {
    this.time = time;
    this.status = status;
    this.failures = failures;
  }

  private boolean nextFails() {
    attempts.add(time.nanos() / 1e9);
    return attempts.size() <= failures;
  }

  private <A> void answer(boolean fails, A answer, StreamObserver<A> responses) {
    if (fails) {
      responses.onError(status.asRuntimeException());
      return;
    }
    responses.onNext(answer);
    responses.onCompleted();
  }

  /** The feed of this server. */
  RouteGuideFeedGrpc.RouteGuideFeedImplBase feed() {
    return new RouteGuideFeedGrpc.RouteGuideFeedImplBase() {
      @Override
      public void follow(FollowRequest request, StreamObserver<News> responses) {
        answer(nextFails(), StepFeed.news(1), responses);
      }
    };
  }

  @Override
  public void getProgress(ProgressRequest request, StreamObserver<Progress> responses) {
    answer(nextFails(), Progress.getDefaultInstance(), responses);
  }

  @Override
  public StreamObserver<Chunk> upload(StreamObserver<Progress> responses) {
    boolean fails = nextFails();
    return new StreamObserver<>() {
      @Override
      public void onNext(Chunk chunk) {}

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        answer(fails, Progress.getDefaultInstance(), responses);
      }
    };
  }
}
