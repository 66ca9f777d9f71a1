package workbook.restart;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

/** Uploads one file, however often the call breaks on the way. */
public final class Uploader {
  private final FileTransferGrpc.FileTransferStub stub;
  private final ScheduledExecutorService scheduler;
  private final Backoff backoff;
  private final String upload;
  private final Source source;
  private final CompletableFuture<Progress> result = new CompletableFuture<>();

  // tag::step-9[]
  private long committed;

  // end::step-9[]
  /**
   * An uploader that has not begun yet.
   *
   * @param scheduler runs the next attempt after a delay
   * @param backoff says how long the delay is
   * @param upload the name of the upload, which nobody else uses
   */
  public Uploader(
      Channel channel,
      ScheduledExecutorService scheduler,
      Backoff backoff,
      String upload,
      Source source) {
    this.stub = FileTransferGrpc.newStub(channel);
    this.scheduler = scheduler;
    this.backoff = backoff;
    this.upload = upload;
    this.source = source;
  }

  /**
   * Begins to upload; returns at once. To be called once.
   *
   * @return is completed when the server has the whole file, or with the status that forbids it
   */
  public CompletableFuture<Progress> start() {
    attempt();
    return result;
  }

  private void attempt() {
    ProgressRequest request = ProgressRequest.newBuilder().setUpload(upload).build();
    // tag::step-9[]
    stub.getProgress(
        request,
        new Answers() {
          @Override
          public void onNext(Progress progress) {
            if (progress.getComplete()) {
              result.complete(progress);
            } else {
              send(progress.getCommitted());
            }
          }
        });
    // end::step-9[]
  }

  // tag::step-9[]
  private void send(long offset) {
    if (offset > committed) {
      committed = offset;
      backoff.reset();
    }
    stub.upload(
        new ChunkSender(
            upload,
            source,
            offset,
            new Answers() {
              @Override
              public void onNext(Progress progress) {
                result.complete(progress);
              }
            }));
  }

  // end::step-9[]
  private abstract class Answers implements StreamObserver<Progress> {
    @Override
    public void onError(Throwable thrown) {
      // tag::step-9[]
      Status status = Status.fromThrowable(thrown);
      // FAILED_PRECONDITION: a call that broke was still at work when the server was asked.
      if (Codes.mayRetry(status) || status.getCode() == Status.Code.FAILED_PRECONDITION) {
        scheduler.schedule(Uploader.this::attempt, backoff.next().toNanos(), TimeUnit.NANOSECONDS);
      } else {
        result.completeExceptionally(status.getCode().toStatus().asRuntimeException());
      }
      // end::step-9[]
    }

    @Override
    public void onCompleted() {
      // The answer has said it all.
    }
  }
}
