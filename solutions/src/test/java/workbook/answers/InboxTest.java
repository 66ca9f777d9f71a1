package workbook.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  private static final List<String> LESSONS = List.of("01-unary", "03-client-stream");

  @TempDir private Path folder;

  @Test
  void anAnswerIsItsFilesInTheirPackages() throws IOException {
    write("ada/01-unary/workbook/unary/Lookup.java", "package workbook.unary;");

    Inbox inbox = read();

    assertThat(inbox.complaints()).isEmpty();
    assertThat(inbox.submissions()).hasToString("[ada/01-unary]");
    assertThat(inbox.submissions().get(0).overlay().resolve("workbook/unary/Lookup.java"))
        .hasContent("package workbook.unary;");
  }

  @Test
  void aWholeLessonFolderIsAnAnswerToo() throws IOException {
    write("ada/01-unary/src/main/java/workbook/unary/Lookup.java", "package workbook.unary;");
    write("ada/01-unary/src/test/java/workbook/unary/Step1.java", "package workbook.unary;");

    Inbox inbox = read();

    assertThat(inbox.complaints()).isEmpty();
    assertThat(inbox.submissions().get(0).overlay().resolve("workbook/unary"))
        .isDirectoryNotContaining("glob:**Step1.java")
        .isDirectoryContaining("glob:**Lookup.java");
  }

  @Test
  void whatCannotBeUsedIsNamedAndTheRestGoesOn() throws IOException {
    write("ada/01-unary/workbook/unary/Lookup.java", "package workbook.unary;");
    write("ada/01-unary/Stray.java", "package workbook.unary;");
    write("ada/01-unary/java/lang/String.java", "package java.lang;");
    write("ada/99-none/workbook/none/None.java", "package workbook.none;");
    write("bob/03-client-stream/notes.txt", "later");
    write("cy/Lookup.java", "package workbook.unary;");
    write("dee/01-unary/workbook/unary/Lookup.java", "class Lookup {}");
    Path latin = write("eli/01-unary/workbook/unary/Lookup.java", "");
    Files.write(latin, "package workbook.unary; // für".getBytes(StandardCharsets.ISO_8859_1));

    Inbox inbox = read();

    assertThat(inbox.submissions()).hasToString("[ada/01-unary]");
    assertThat(inbox.complaints())
        .satisfiesExactly(
            stray -> assertThat(stray).contains("Stray.java").contains("outside its package"),
            string -> assertThat(string).contains("String.java").contains("outside its package"),
            none -> assertThat(none).contains("99-none").contains("there is no lesson"),
            notes -> assertThat(notes).contains("bob").contains("holds no .java file"),
            cy -> assertThat(cy).contains("cy").contains("no folder with the name of a lesson"),
            dee -> assertThat(dee).contains("declares no package"),
            dee -> assertThat(dee).contains("holds no file that can be used"),
            eli -> assertThat(eli).contains("is not written in UTF-8"),
            eli -> assertThat(eli).contains("holds no file that can be used"));
  }

  private Inbox read() {
    return Inbox.read(folder.resolve("in"), LESSONS, folder.resolve("copies"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
