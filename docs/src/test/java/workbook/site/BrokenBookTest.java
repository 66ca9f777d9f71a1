package workbook.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A book in which everything that can be broken is broken once: none of it may go unnoticed. */
class BrokenBookTest {
  private static final Map<String, String> PAGES = new TreeMap<>();
  private static List<String> problems;

  static {
    page(
        "sound",
        "[#here]\n== Here\n\n`+run(() -> end())+` `a(b)…` xref:sound.adoc#here[] xref:index.adoc#there[] <<here>>"
            + "\n\n[source,java]\n----\none(); // <1>\ntwo(); // <1>\nthree(); // <2>\n----\n<1> x\n<2> y");
    page("index", "[#there]\n== There\n\nxref:sound.adoc[back] https://example.org/#x[away]");
    page("include", "include::{root}/nowhere.txt[]");
    page("tag", "----\ninclude::{root}/code.txt[tag=missing]\n----");
    page("java", "----\ninclude::{root}/Code.java[tag=missing,indent=0]\n----");
    page("nojava", "----\ninclude::{root}/Nowhere.java[tag=code,indent=0]\n----");
    page("garbled-code", "Write `run(() -> end())`.");
    page("attribute", "{nothing}");
    page("reference", "<<nowhere>>");
    page("chapter", "xref:nowhere.adoc[there]");
    page("anchor", "xref:sound.adoc#nowhere[there]");
    page("link", "link:nowhere.html[there]");
    page("image", "image::nowhere.png[there]");
    page("callout", "----\ncode\n----\n<1> about nothing");
    page("unexplained", "[source,java]\n----\none(); // <1>\n----\n\nSomething else.");
    page("out-of-order", "[source,java]\n----\none(); // <2>\ntwo(); // <1>\n----\n<1> x\n<2> y");
    page("twice", "[#one]\n== One\n\n[#one]\n== Another");
    page("unrecorded", "conversation::{root}/nowhere.txt[title=\"x\"]");
    page("within", "include::{root}/part.adoc[]");
    page("garbled", "conversation::{root}/code.txt[title=\"x\"]");
  }

  private static void page(String name, String content) {
    PAGES.put(name, "= Page\n\n" + content + "\n");
  }

  @BeforeAll
  static void build(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("docs/src/chapters"));
    Files.writeString(root.resolve("code.txt"), "// tag::code[]\ncode\n// end::code[]\n");
    Files.writeString(root.resolve("Code.java"), "class Code {}\n");
    Files.writeString(root.resolve("part.adoc"), "A part.\n\ninclude::{root}/nowhere.txt[]\n");
    List<Page> pages = new ArrayList<>();
    PAGES.forEach((name, source) -> pages.add(new Page("Pages", name + ".html", source)));
    problems = SiteBuilder.build(root, pages, root.resolve("site"));
  }

  @Test
  void nothingIsSaidAgainstSoundPages() {
    assertThat(of("sound")).isEmpty();
    assertThat(of("index")).isEmpty();
  }

  @Test
  void anIncludeWithoutAFile() {
    assertThat(of("include")).singleElement().asString().contains("include", "nowhere.txt");
  }

  @Test
  void aMistakeInAnIncludedFileIsToldWithItsPlace() {
    assertThat(of("within")).singleElement().asString().contains("part.adoc):3", "nowhere.txt");
  }

  @Test
  void anIncludeWithoutItsTag() {
    assertThat(of("tag")).singleElement().asString().contains("tag 'missing' not found");
  }

  @Test
  void javaCodeWithoutItsTag() {
    assertThat(of("java")).singleElement().asString().contains("tag 'missing' not found", "line 4");
  }

  @Test
  void javaCodeWithoutItsFile() {
    assertThat(of("nojava")).singleElement().asString().contains("Nowhere.java");
  }

  @Test
  void codeThatAsciidoctorTakesForItsOwn() {
    assertThat(of("garbled-code")).singleElement().asString().contains("run) → end(", "`+…+`");
  }

  @Test
  void anAttributeThatIsNotSet() {
    assertThat(of("attribute")).singleElement().asString().contains("nothing");
  }

  @Test
  void aReferenceWithinThePage() {
    assertThat(of("reference")).anySatisfy(found -> assertThat(found).contains("nowhere"));
  }

  @Test
  void aReferenceToAnotherChapter() {
    assertThat(of("chapter")).singleElement().asString().contains("nowhere.html leads nowhere");
  }

  @Test
  void aReferenceToASectionOfAnotherChapter() {
    assertThat(of("anchor")).singleElement().asString().contains("sound.html#nowhere leads");
  }

  @Test
  void aLinkWithoutAFile() {
    assertThat(of("link")).singleElement().asString().contains("nowhere.html leads nowhere");
  }

  @Test
  void anImageWithoutAFile() {
    assertThat(of("image")).singleElement().asString().contains("nowhere.png leads nowhere");
  }

  @Test
  void aCalloutWithoutItsPlace() {
    assertThat(of("callout")).singleElement().asString().contains("no callout found for <1>");
  }

  @Test
  void aCalloutThatNothingExplains() {
    assertThat(of("unexplained")).singleElement().asString().contains("[1]", "list of 0", "one()");
  }

  @Test
  void calloutsThatDoNotCountUpwards() {
    assertThat(of("out-of-order")).singleElement().asString().contains("[2, 1]", "list of 2");
  }

  @Test
  void anIdThatIsUsedTwice() {
    assertThat(of("twice")).isNotEmpty().allSatisfy(it -> assertThat(it).contains("one"));
  }

  @Test
  void aConversationWithoutAFile() {
    assertThat(of("unrecorded")).singleElement().asString().contains("cannot read");
  }

  @Test
  void aConversationThatIsNone() {
    assertThat(of("garbled")).singleElement().asString().contains("not an event: // tag::code[]");
  }

  private static List<String> of(String page) {
    return problems.stream().filter(problem -> problem.startsWith(page + ".")).toList();
  }
}
