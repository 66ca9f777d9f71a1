package workbook.restart;

import static workbook.bench.diagnosis.ClientStreamDiagnosis.STATE_SHARED;
import static workbook.bench.diagnosis.RestartDiagnosis.ACKNOWLEDGED_BEFORE_COMMITTED;
import static workbook.bench.diagnosis.RestartDiagnosis.CHECKSUM_NOT_COMPARED;
import static workbook.bench.diagnosis.RestartDiagnosis.COMMITTED_AT_THE_END;
import static workbook.bench.diagnosis.RestartDiagnosis.HALF_CLOSE_TAKEN_FOR_WHOLE;
import static workbook.bench.diagnosis.RestartDiagnosis.OFFSET_NOT_LOOKED_AT;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

@Step(8)
class Step8CommittedBeforeAcknowledged {
  private static final String NAME = "walk.gpx";
  private static final ByteString ONE = ByteString.copyFromUtf8("0123456789");
  private static final ByteString TWO = ByteString.copyFromUtf8("abcdefghij");
  private static final ByteString BOTH = ONE.concat(TWO);

  private final StepStorage storage = new StepStorage();

  @Test
  @Order(1)
  void aWholeFileIsComplete(Bench bench) {
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());
    AtomicBoolean early = new AtomicBoolean();
    storage.beforeAppend = () -> early.compareAndSet(false, !client.answers().isEmpty());

    client.send(chunk(0, ONE), last(10, TWO, StepStorage.crc32c(BOTH)));
    boolean hasty = bench.comesTrue(() -> storage.isComplete(NAME)) && !client.answers().isEmpty();
    client.halfClose();

    Progress progress = client.expectOneAnswer("the progress, then the status OK");
    bench.settle();
    bench
        .expect("whether a chunk was acknowledged before it was committed", early.get())
        .diagnose(true, ACKNOWLEDGED_BEFORE_COMMITTED)
        .is(false);
    bench.expect("the bytes that are kept", text(storage.bytes(NAME))).is(text(BOTH));
    bench.expect("committed, in the answer", progress.getCommitted()).is(20L);
    bench.expect("complete, in the answer", progress.getComplete()).is(true);
    bench.expect("whether the upload was completed", storage.isComplete(NAME)).is(true);
    bench.expect("the progress afterwards", progress(bench)).is(progress);
    bench.expect("whether there was an answer before the half-close", hasty).is(false);
  }

  @Test
  @Order(2)
  void whatIsCommittedStaysWhenTheCallBreaks(Bench bench) {
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    bench
        .expect("the progress of an upload that is not known", progress(bench).getCommitted())
        .is(0L);
    client.send(chunk(0, ONE));
    bench.comesTrue(() -> storage.size(NAME) == 10);
    client.cancel();

    bench.settle();
    Progress progress = progress(bench);
    bench
        .expect("committed, after a call that broke after 10 bytes", progress.getCommitted())
        .diagnose(committed -> committed == 0 && storage.size(NAME) == 0, COMMITTED_AT_THE_END)
        .is(10L);
    bench.expect("complete, after a call that broke", progress.getComplete()).is(false);
  }

  @Test
  @Order(3)
  void aHalfCloseDoesNotMakeAFileWhole(Bench bench) {
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(chunk(0, ONE)).halfClose();

    Progress progress = client.expectOneAnswer("the progress, then the status OK");
    bench
        .expect(
            "complete, after a half-close without a checksum",
            progress.getComplete() || storage.isComplete(NAME))
        .diagnose(true, HALF_CLOSE_TAKEN_FOR_WHOLE)
        .is(false);
    bench.expect("committed, in the answer", progress.getCommitted()).is(10L);
  }

  @Test
  @Order(4)
  void aChunkThatBeginsElsewhereIsNotCommitted(Bench bench) {
    storage.append(NAME, 0, ONE);
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> gap = bench.call(FileTransferGrpc.getUploadMethod());
    gap.send(chunk(15, TWO)).halfClose();

    bench.comesTrue(() -> gap.status() != null);
    bench
        .expect("bytes kept when 10 are there and a chunk comes at 15", storage.size(NAME))
        .diagnose(20L, OFFSET_NOT_LOOKED_AT)
        .is(10L);
    gap.expectStatus("FAILED_PRECONDITION for a chunk at 15", Code.FAILED_PRECONDITION);

    Caller<Chunk, Progress> again = bench.call(FileTransferGrpc.getUploadMethod());
    again.send(chunk(0, ONE)).halfClose();
    bench.comesTrue(() -> again.status() != null);
    bench
        .expect("bytes kept when the same chunk comes twice", storage.size(NAME))
        .diagnose(20L, OFFSET_NOT_LOOKED_AT)
        .is(10L);

    Caller<Chunk, Progress> overlap = bench.call(FileTransferGrpc.getUploadMethod());
    overlap.send(chunk(5, TWO)).halfClose();
    bench.comesTrue(() -> overlap.status() != null);
    bench
        .expect("bytes kept when 10 are there and 10 more come at 5", storage.size(NAME))
        .diagnose(20L, OFFSET_NOT_LOOKED_AT)
        .is(10L);

    Caller<Chunk, Progress> later = bench.call(FileTransferGrpc.getUploadMethod());
    later.send(chunk(10, TWO), chunk(25, ONE)).halfClose();
    bench.comesTrue(() -> later.status() != null);
    bench
        .expect(
            "bytes kept when 10 are there, 10 come at 10 and then 10 more at 25",
            storage.size(NAME))
        .diagnose(30L, OFFSET_NOT_LOOKED_AT)
        .is(20L);
    later.expectStatus(
        "FAILED_PRECONDITION for the second chunk of a call, at 25", Code.FAILED_PRECONDITION);
    bench.expectNothingThrown();
  }

  @Test
  @Order(5)
  void norTakenForTheEndOfTheFile(Bench bench) {
    storage.append(NAME, 0, ONE);
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> gap = bench.call(FileTransferGrpc.getUploadMethod());

    gap.send(last(15, TWO, StepStorage.crc32c(BOTH))).halfClose();

    gap.expectStatus(
        "FAILED_PRECONDITION for a chunk at 15, though it has a checksum",
        Code.FAILED_PRECONDITION);
    bench.expectNothingThrown();
    bench
        .expect("bytes kept when 10 are there and the last chunk comes at 15", storage.size(NAME))
        .is(10L);
  }

  @Test
  @Order(6)
  void anOlderCallMayHaveBeenFaster(Bench bench) {
    storage.append(NAME, 0, ONE);
    bench.serve(new UploadServer(storage));
    AtomicBoolean first = new AtomicBoolean(true);
    // Whatever the server has asked before, the chunk of another call comes first.
    storage.beforeAppend =
        () -> {
          if (first.getAndSet(false)) {
            storage.append(NAME, 10, ONE);
          }
        };
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(chunk(10, TWO)).halfClose();

    client.expectStatus(
        "FAILED_PRECONDITION for a chunk of which storage.append has said false",
        Code.FAILED_PRECONDITION);
    bench.expect("the bytes that are kept", text(storage.bytes(NAME))).is(text(ONE.concat(ONE)));
  }

  @Test
  @Order(7)
  void aServerThatIsStartedAgainKnowsWhatWasCommitted(Bench bench) {
    storage.append(NAME, 0, ONE);
    bench.serve(new UploadServer(storage));

    bench
        .expect(
            "committed, when a server that was stopped has committed 10 bytes",
            progress(bench).getCommitted())
        .is(10L);

    storage.complete(NAME);
    bench
        .expect(
            "complete, when a server that was stopped has completed the upload",
            progress(bench).getComplete())
        .is(true);
  }

  @Test
  @Order(8)
  void theChecksumIsThatOfTheWholeFile(Bench bench) {
    storage.append(NAME, 0, ONE);
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(last(10, TWO, StepStorage.crc32c(BOTH))).halfClose();

    Progress progress =
        client.expectOneAnswer(
            "the progress, when the checksum is that of all 20 bytes, of which this call sent the"
                + " last 10");
    bench
        .expect("complete, after a second call has brought the rest", progress.getComplete())
        .is(true);
    bench
        .expect(
            "committed, in the answer to a second call, which has brought 10 of 20 bytes",
            progress.getCommitted())
        .is(20L);
  }

  @Test
  @Order(9)
  void anEmptyFileIsAFileToo(Bench bench) {
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(last(0, ByteString.EMPTY, StepStorage.crc32c(ByteString.EMPTY))).halfClose();

    Progress progress = client.expectOneAnswer("the progress of an empty file, then the status OK");
    bench
        .expect(
            "complete, when a file of 0 bytes has come with its checksum, which is 0",
            progress.getComplete())
        .is(true);
  }

  @Test
  @Order(10)
  void twoUploadsAtOnce(Bench bench) {
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());
    Caller<Chunk, Progress> other = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(chunk(0, ONE));
    other.send(chunk(0, BOTH).toBuilder().setUpload("another.gpx").build());
    client.halfClose();
    other.halfClose();

    Progress progress = client.expectOneAnswer("the progress, then the status OK");
    bench
        .expect("committed, in the answer to one of two uploads at once", progress.getCommitted())
        .diagnose(20L, STATE_SHARED)
        .is(10L);
    bench
        .expect(
            "committed, in the answer to the other",
            other.expectOneAnswer("the progress, then the status OK").getCommitted())
        .diagnose(10L, STATE_SHARED)
        .is(20L);
  }

  @Test
  @Order(11)
  void aFileWithAnotherChecksumIsThrownAway(Bench bench) {
    bench.serve(new UploadServer(storage));
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(last(0, ONE, StepStorage.crc32c(TWO))).halfClose();

    bench.comesTrue(() -> client.status() != null);
    if (storage.isComplete(NAME)) {
      throw new Mismatch("DATA_LOSS for a wrong checksum", "the upload was completed")
          .because(CHECKSUM_NOT_COMPARED);
    }
    client.expectStatus("DATA_LOSS for a wrong checksum", Code.DATA_LOSS);
    bench.expectNothingThrown();
    bench.expect("bytes kept after DATA_LOSS", storage.size(NAME)).is(0L);
    bench
        .expect(
            "whether the file could be used, for a moment, in spite of its checksum",
            storage.everComplete.contains(NAME))
        .is(false);
  }

  private static Progress progress(Bench bench) {
    return bench
        .call(FileTransferGrpc.getGetProgressMethod())
        .send(ProgressRequest.newBuilder().setUpload(NAME).build())
        .halfClose()
        .expectOneAnswer("the progress, then the status OK");
  }

  private static Chunk chunk(long offset, ByteString data) {
    return Chunk.newBuilder().setUpload(NAME).setOffset(offset).setData(data).build();
  }

  private static Chunk last(long offset, ByteString data, long crc32c) {
    return chunk(offset, data).toBuilder().setCrc32C(crc32c).build();
  }

  private static String text(ByteString bytes) {
    return bytes.toStringUtf8();
  }
}
