package workbook.restart;

import com.google.protobuf.ByteString;

/** A file in memory. */
record StepSource(ByteString bytes) implements Source {
  /** A file of so many bytes, which are not all the same. */
  static StepSource of(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + i / 1000);
    }
    return new StepSource(ByteString.copyFrom(bytes));
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public ByteString read(long offset, int most) {
    return bytes.substring((int) offset, (int) Math.min(offset + most, bytes.size()));
  }

  @Override
  public long crc32c() {
    return StepStorage.crc32c(bytes);
  }
}
