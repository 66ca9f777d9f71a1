package workbook.restart;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

/** A server for an uploader under test, which keeps one file and its contract. */
final class StepFiles extends FileTransferGrpc.FileTransferImplBase {
  /** Where each upload call began, and how much was committed then. */
  record Began(long offset, long committed) {}

  final List<Began> uploads = new CopyOnWriteArrayList<>();

  /** How often the progress was asked for. */
  final AtomicInteger questions = new AtomicInteger();

  /** Comes from an older call, between the answer to the first question and the first upload. */
  volatile ByteString late = ByteString.EMPTY;

  /** Ends the next upload at its last chunk, of which only the data is kept, if not null. */
  volatile Status refusal;

  /** Ends the next question for the progress, if not null. */
  volatile Status noAnswer;

  private volatile ByteString kept = ByteString.EMPTY;
  private volatile boolean complete;

  /** Whether the file was whole, and its checksum right. */
  boolean isComplete() {
    return complete;
  }

  ByteString kept() {
    return kept;
  }

  @Override
  public void getProgress(ProgressRequest request, StreamObserver<Progress> responses) {
    questions.incrementAndGet();
    if (noAnswer != null) {
      responses.onError(noAnswer.asRuntimeException());
      noAnswer = null;
      return;
    }
    Progress progress = progress();
    kept = kept.concat(late);
    late = ByteString.EMPTY;
    responses.onNext(progress);
    responses.onCompleted();
  }

  @Override
  public StreamObserver<Chunk> upload(StreamObserver<Progress> responses) {
    return new StreamObserver<>() {
      private boolean begun;
      private boolean refused;

      @Override
      public void onNext(Chunk chunk) {
        if (refused) {
          return;
        }
        if (!begun) {
          begun = true;
          uploads.add(new Began(chunk.getOffset(), kept.size()));
        }
        if (chunk.getOffset() != kept.size()) {
          refuse(
              Status.FAILED_PRECONDITION.withDescription(
                  "a chunk at " + chunk.getOffset() + ", but " + kept.size() + " are committed"));
          return;
        }
        kept = kept.concat(chunk.getData());
        if (chunk.hasCrc32C() && refusal != null) {
          refuse(refusal);
          refusal = null;
        } else if (chunk.hasCrc32C()) {
          complete = chunk.getCrc32C() == StepStorage.crc32c(kept);
        }
      }

      private void refuse(Status status) {
        refused = true;
        responses.onError(status.asRuntimeException());
      }

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        if (!refused) {
          responses.onNext(progress());
          responses.onCompleted();
        }
      }
    };
  }

  private Progress progress() {
    return Progress.newBuilder().setCommitted(kept.size()).setComplete(complete).build();
  }
}
