package workbook.restart;

import com.google.protobuf.ByteString;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.Progress;

/**
 * One call that sends a file from an offset to its end, not faster than the connection takes it:
 *
 * <pre>
 * stub.upload(new ChunkSender(upload, source, offset, answers));
 * </pre>
 */
final class ChunkSender implements ClientResponseObserver<Chunk, Progress> {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final String upload;
  private final Source source;
  private final StreamObserver<Progress> answers;
  private long offset;
  private boolean sent;

  /**
   * The sender for one call.
   *
   * @param offset how much of the file the server has already
   * @param answers is given what the server answers, and the end of the call
   */
  ChunkSender(String upload, Source source, long offset, StreamObserver<Progress> answers) {
    this.upload = upload;
    this.source = source;
    this.offset = offset;
    this.answers = answers;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Chunk> chunks) {
    chunks.setOnReadyHandler(() -> send(chunks));
  }

  private void send(ClientCallStreamObserver<Chunk> chunks) {
    while (!sent && chunks.isReady()) {
      ByteString data = source.read(offset, CHUNK_BYTES);
      Chunk.Builder chunk = Chunk.newBuilder().setUpload(upload).setOffset(offset).setData(data);
      offset += data.size();
      sent = offset >= source.size();
      if (sent) {
        chunk.setCrc32C(source.crc32c());
      }
      chunks.onNext(chunk.build());
      if (sent) {
        chunks.onCompleted();
      }
    }
  }

  @Override
  public void onNext(Progress progress) {
    answers.onNext(progress);
  }

  @Override
  public void onError(Throwable thrown) {
    answers.onError(thrown);
  }

  @Override
  public void onCompleted() {
    answers.onCompleted();
  }
}
