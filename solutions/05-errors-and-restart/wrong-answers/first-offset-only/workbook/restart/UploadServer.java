package workbook.restart;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

/** Takes files in chunks, and keeps what it has when a call breaks. */
public final class UploadServer extends FileTransferGrpc.FileTransferImplBase {
  private final Storage storage;

  /** A server that keeps the files there. */
  public UploadServer(Storage storage) {
    this.storage = storage;
  }

  @Override
  public void getProgress(ProgressRequest request, StreamObserver<Progress> responses) {
    // tag::step-8[]
    responses.onNext(progress(request.getUpload()));
    responses.onCompleted();
    // end::step-8[]
  }

  @Override
  public StreamObserver<Chunk> upload(StreamObserver<Progress> responses) {
    return new StreamObserver<>() {
      // tag::step-8[]
      private boolean begun;

      // end::step-8[]
      private String upload = "";
      private boolean refused;

      @Override
      public void onNext(Chunk chunk) {
        if (refused) {
          return;
        }
        upload = chunk.getUpload();
        // tag::step-8[]
        long at = begun ? storage.size(upload) : chunk.getOffset();
        begun = true;
        if (!storage.append(upload, at, chunk.getData())) {
          refuse(
              Status.FAILED_PRECONDITION.withDescription(
                  "a chunk at %d, but %d bytes are committed"
                      .formatted(chunk.getOffset(), storage.size(upload))));
          return;
        }
        if (chunk.hasCrc32C()) {
          finish(chunk.getCrc32C());
        }
        // end::step-8[]
      }

      // tag::step-8[]
      private void finish(long crc32c) {
        if (storage.crc32c(upload) == crc32c) {
          storage.complete(upload);
        } else {
          storage.discard(upload);
          refuse(Status.DATA_LOSS.withDescription("the checksum is another; send the file anew"));
        }
      }

      // end::step-8[]
      private void refuse(Status status) {
        refused = true;
        responses.onError(status.asRuntimeException());
      }

      @Override
      public void onError(Throwable cancelled) {
        // The connection broke, or the client has gone: what is committed stays.
      }

      @Override
      public void onCompleted() {
        if (refused) {
          return;
        }
        // tag::step-8[]
        responses.onNext(progress(upload));
        responses.onCompleted();
        // end::step-8[]
      }
    };
  }

  // tag::step-8[]
  private Progress progress(String upload) {
    return Progress.newBuilder()
        .setCommitted(storage.size(upload))
        .setComplete(storage.isComplete(upload))
        .build();
  }
  // end::step-8[]
}
