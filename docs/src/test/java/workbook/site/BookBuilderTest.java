package workbook.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookBuilderTest {
  private final String source =
      BookBuilder.source(
          List.of(
              new Page("", "one.html", "= One\n\nxref:two.adoc[] xref:two.adoc#there[Two]"),
              new Page("", "two.html", "= Two\n\nxref:instructors/index.adoc[teachers]"),
              new Page("", "instructors/index.html", "= For teachers\n\nxref:../one.adoc[]")));

  @Test
  void linksToPagesLeadToChapters() {
    assertThat(source)
        .contains("[#page-one]\n= One", "xref:#page-two[]", "xref:#there[Two]")
        .doesNotContain(".adoc");
  }

  @Test
  void everyChapterKeepsItsLevels() throws IOException {
    for (Page page : Pages.in(Path.of(".."))) {
      assertThat(page.source()).as(page.address()).doesNotContain("leveloffset");
    }
  }

  @Test
  void theInstructorsPagesAreLeftOut() {
    assertThat(source).contains("[#page-two]\n= Two\n\nteachers").doesNotContain("For teachers");
  }
}
