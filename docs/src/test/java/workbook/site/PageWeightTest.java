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

/** A visit must be light enough for a bad connection. */
class PageWeightTest {
  private static final Path SITE = Path.of("target", "site");

  @Test
  void aFirstVisitToTheHeaviestPage() throws IOException {
    int page = files("html").mapToInt(PageWeightTest::compressed).max().orElseThrow();
    int shared =
        files("css|js|svg|woff2")
            .filter(file -> !isForSearch(file))
            .mapToInt(PageWeightTest::compressed)
            .sum();
    System.out.printf("first visit: %d bytes, of them %d shared%n", page + shared, shared);
    assertThat(page + shared).isLessThan(250_000);
  }

  @Test
  void theFirstSearch() throws IOException {
    int search =
        files("js").filter(PageWeightTest::isForSearch).mapToInt(PageWeightTest::compressed).sum();
    System.out.printf("first search: %d bytes%n", search);
    assertThat(search).isLessThan(150_000);
  }

  private static boolean isForSearch(Path file) {
    return file.endsWith("lunr.js") || file.endsWith("search-index.js");
  }

  private static Stream<Path> files(String endings) throws IOException {
    try (Stream<Path> files = Files.walk(SITE)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(" + endings + ")"))
          .toList()
          .stream();
    }
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
