package workbook.restart;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/** Uploads in memory. */
final class StepStorage implements Storage {
  private final Map<String, ByteString> uploads = new ConcurrentHashMap<>();
  private final Set<String> complete = ConcurrentHashMap.newKeySet();

  /** The uploads that were ever completed, even if they were thrown away afterwards. */
  final Set<String> everComplete = ConcurrentHashMap.newKeySet();

  /** Runs before bytes are kept. */
  Runnable beforeAppend = () -> {};

  ByteString bytes(String upload) {
    return uploads.getOrDefault(upload, ByteString.EMPTY);
  }

  static long crc32c(ByteString bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asReadOnlyByteBuffer());
    return crc.getValue();
  }

  @Override
  public long size(String upload) {
    return bytes(upload).size();
  }

  @Override
  public synchronized boolean append(String upload, long offset, ByteString data) {
    beforeAppend.run();
    if (offset != size(upload)) {
      return false;
    }
    uploads.merge(upload, data, ByteString::concat);
    return true;
  }

  @Override
  public long crc32c(String upload) {
    return crc32c(bytes(upload));
  }

  @Override
  public void complete(String upload) {
    complete.add(upload);
    everComplete.add(upload);
  }

  @Override
  public boolean isComplete(String upload) {
    return complete.contains(upload);
  }

  @Override
  public void discard(String upload) {
    uploads.remove(upload);
    complete.remove(upload);
  }
}
