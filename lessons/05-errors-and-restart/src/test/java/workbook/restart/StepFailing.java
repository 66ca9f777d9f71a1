package workbook.restart;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

/** A server whose first calls fail. */
final class StepFailing extends FileTransferGrpc.FileTransferImplBase {
  final AtomicInteger attempts = new AtomicInteger();

  private final Status status;
  private final int failures;

  StepFailing(Status status, int failures) {
    this.status = status;
    this.failures = failures;
  }

  @Override
  public void getProgress(ProgressRequest request, StreamObserver<Progress> responses) {
    if (attempts.incrementAndGet() <= failures) {
      responses.onError(status.asRuntimeException());
      return;
    }
    responses.onNext(Progress.getDefaultInstance());
    responses.onCompleted();
  }

  @Override
  public StreamObserver<Chunk> upload(StreamObserver<Progress> responses) {
    boolean fails = attempts.incrementAndGet() <= failures;
    return new StreamObserver<>() {
      @Override
      public void onNext(Chunk chunk) {}

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        if (fails) {
          responses.onError(status.asRuntimeException());
          return;
        }
        responses.onNext(Progress.getDefaultInstance());
        responses.onCompleted();
      }
    };
  }
}
