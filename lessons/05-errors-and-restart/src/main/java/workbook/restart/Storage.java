package workbook.restart;

import com.google.protobuf.ByteString;

/**
 * Where uploads are kept, each under its name. Several calls may ask at once; one upload is written
 * to by one call at a time.
 */
public interface Storage {
  /** How many bytes of this upload are kept; 0 if it is not known. */
  long size(String upload);

  /** Adds bytes at the end of an upload. When it returns, they are kept for good. */
  void append(String upload, ByteString data);

  /** The CRC-32C of the bytes that are kept. */
  long crc32c(String upload);

  /** Makes an upload a file that can be used. */
  void complete(String upload);

  /** Whether the upload was completed. */
  boolean isComplete(String upload);

  /** Throws an upload away, as if it had never begun. */
  void discard(String upload);
}
