package workbook.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A first visit, fonts and search included, must be light enough for a bad connection. */
class PageWeightTest {
  private static final Path SITE = Path.of("target", "site");
  private static final int MOST = 250_000;

  @Test
  void theHeaviestPageWithAllThatPagesShare() throws IOException {
    try (Stream<Path> pages = Files.walk(SITE);
        Stream<Path> shared = Files.walk(SITE)) {
      int page =
          pages
              .filter(PageWeightTest::isPage)
              .mapToInt(PageWeightTest::compressed)
              .max()
              .orElseThrow();
      int rest =
          shared
              .filter(file -> Files.isRegularFile(file) && !isPage(file))
              .mapToInt(PageWeightTest::compressed)
              .sum();
      System.out.printf("page weight: %d bytes, of them %d shared%n", page + rest, rest);
      assertThat(page + rest).isLessThan(MOST);
    }
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".html");
  }

  private static int compressed(Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      Files.copy(file, gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }
}
