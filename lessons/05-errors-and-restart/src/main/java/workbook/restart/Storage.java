package workbook.restart;

import com.google.protobuf.ByteString;

/** Where uploads are kept, each under its name. Safe for use by any number of calls at once. */
public interface Storage {
  /** How many bytes of this upload are kept; 0 if it is not known. */
  long size(String upload);

  /**
   * Adds bytes at the end of an upload, which must be at this offset. When it returns true, they
   * are kept for good.
   *
   * @return false, and nothing was added, if the upload does not end at this offset; it may have
   *     grown since it was asked for its size, as long as an older call is still at work
   */
  boolean append(String upload, long offset, ByteString data);

  /** The CRC-32C of the bytes that are kept. */
  long crc32c(String upload);

  /** Makes an upload a file that can be used. */
  void complete(String upload);

  /** Whether the upload was completed. */
  boolean isComplete(String upload);

  /** Throws an upload away, as if it had never begun. */
  void discard(String upload);
}
