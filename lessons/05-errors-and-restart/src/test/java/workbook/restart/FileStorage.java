package workbook.restart;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Uploads in a folder: name.part while they grow, name when they are complete. */
final class FileStorage implements Storage {
  private final Path folder;

  FileStorage(Path folder) {
    this.folder = folder;
  }

  /** Where a complete upload lies. */
  Path file(String upload) {
    if (!upload.matches("[\\w-][\\w.-]*")) {
      // A name from outside must never lead out of the folder.
      throw new IllegalArgumentException("no name for an upload: " + upload);
    }
    return folder.resolve(upload);
  }

  private Path part(String upload) {
    return file(upload + ".part");
  }

  @Override
  public long size(String upload) {
    Path path = isComplete(upload) ? file(upload) : part(upload);
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized boolean append(String upload, long offset, ByteString data) {
    if (offset != size(upload)) {
      return false;
    }
    try (FileChannel file =
        FileChannel.open(part(upload), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (ByteBuffer bytes : data.asReadOnlyByteBufferList()) {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      // A server whose machine may lose its power calls file.force(false) here.
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long crc32c(String upload) {
    try (FileSource file = new FileSource(isComplete(upload) ? file(upload) : part(upload))) {
      return file.crc32c();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void complete(String upload) {
    try {
      Files.move(part(upload), file(upload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isComplete(String upload) {
    return Files.exists(file(upload));
  }

  @Override
  public synchronized void discard(String upload) {
    try {
      Files.deleteIfExists(part(upload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
