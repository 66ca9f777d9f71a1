package workbook.bench.runner;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what a learner's code prints: keeps the first lines of each test method for the report,
 * counts the rest, and writes all of it, up to a limit, into a file.
 */
final class Printed extends OutputStream {
  private static final int KEPT_LINES = 6;
  private static final int KEPT_WIDTH = 400;
  private static final int FILE_LIMIT = 1 << 20;

  private final List<String> first = new ArrayList<>();
  private final byte[] line = new byte[KEPT_WIDTH];
  private int length;
  private long lines;
  private OutputStream file = nullOutputStream();
  private int fileLength;

  /** Writes from now on into this file too, anew. */
  synchronized void copyTo(Path path) throws IOException {
    file.close();
    Files.createDirectories(path.getParent());
    file = new BufferedOutputStream(Files.newOutputStream(path));
    fileLength = 0;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (fileLength < FILE_LIMIT) {
      file.write(b);
      fileLength++;
    }
    if (b == '\n') {
      endLine();
    } else if (length < KEPT_WIDTH) {
      line[length++] = (byte) b;
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    file.flush();
  }

  private void endLine() {
    lines++;
    if (first.size() < KEPT_LINES) {
      first.add(new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing());
    }
    length = 0;
  }

  /** The first lines since the last call; begins anew. */
  synchronized List<String> take() {
    if (length > 0) {
      endLine();
    }
    List<String> taken = List.copyOf(first);
    first.clear();
    return taken;
  }

  /** How many lines since the last call; begins anew. */
  synchronized long takeCount() {
    long taken = lines;
    lines = 0;
    return taken;
  }
}
