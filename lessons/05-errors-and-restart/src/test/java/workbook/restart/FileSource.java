package workbook.restart;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A file on disk. Reads only what it is asked for, so its size does not matter. */
final class FileSource implements Source, AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel file;

  FileSource(Path path) throws IOException {
    this.file = FileChannel.open(path);
  }

  @Override
  public long size() {
    try {
      return file.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ByteString read(long offset, int most) {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    try {
      long at = offset;
      for (int read = 0; buffer.hasRemaining() && read >= 0; at += Math.max(read, 0)) {
        read = file.read(buffer, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(buffer.flip());
  }

  @Override
  public long crc32c() {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < size(); at += BUFFER_BYTES) {
      crc.update(read(at, BUFFER_BYTES).asReadOnlyByteBuffer());
    }
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
