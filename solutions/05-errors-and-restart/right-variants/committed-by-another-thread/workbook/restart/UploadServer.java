package workbook.restart;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

/** Everything that takes time is done one after the other, away from gRPC's threads. */
public final class UploadServer extends FileTransferGrpc.FileTransferImplBase {
  private final Storage storage;

  public UploadServer(Storage storage) {
    this.storage = storage;
  }

  @Override
  public void getProgress(ProgressRequest request, StreamObserver<Progress> responses) {
    responses.onNext(progress(request.getUpload()));
    responses.onCompleted();
  }

  @Override
  public StreamObserver<Chunk> upload(StreamObserver<Progress> responses) {
    return new StreamObserver<>() {
      private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
      private String upload = "";
      private volatile boolean refused;

      private void later(Runnable task) {
        work =
            work.thenRunAsync(
                () -> {
                  if (!refused) {
                    task.run();
                  }
                });
      }

      @Override
      public void onNext(Chunk chunk) {
        upload = chunk.getUpload();
        later(() -> commit(chunk));
      }

      private void commit(Chunk chunk) {
        if (!storage.append(upload, chunk.getOffset(), chunk.getData())) {
          refuse(Status.FAILED_PRECONDITION.withDescription("go on at " + storage.size(upload)));
          return;
        }
        if (!chunk.hasCrc32C()) {
          return;
        }
        if (storage.crc32c(upload) != chunk.getCrc32C()) {
          storage.discard(upload);
          refuse(Status.DATA_LOSS.withDescription("wrong checksum"));
          return;
        }
        storage.complete(upload);
      }

      private void refuse(Status status) {
        refused = true;
        responses.onError(status.asRuntimeException());
      }

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        later(
            () -> {
              responses.onNext(progress(upload));
              responses.onCompleted();
            });
      }
    };
  }

  private Progress progress(String upload) {
    return Progress.newBuilder()
        .setCommitted(storage.size(upload))
        .setComplete(storage.isComplete(upload))
        .build();
  }
}
