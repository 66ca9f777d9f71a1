package workbook.restart;

import com.google.protobuf.ByteString;

/** A file to be uploaded. It does not change meanwhile. */
public interface Source {
  /** Its size in bytes. */
  long size();

  /**
   * Some of its bytes.
   *
   * @param offset where they begin, from 0
   * @param most how many are wanted; there are fewer only at the end of the file
   */
  ByteString read(long offset, int most);

  /** The CRC-32C of all its bytes. */
  long crc32c();
}
