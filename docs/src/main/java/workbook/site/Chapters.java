package workbook.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.AttributesBuilder;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Turns AsciiDoc into pages and books; whatever Asciidoctor warns of is a problem of the book. */
final class Chapters implements AutoCloseable {
  /** Held here, since a logger that nobody holds forgets its settings. */
  private static final Logger OWN_LOG = Logger.getLogger("asciidoctor");

  /** Asciidoctor's fonts, and DejaVu in the library that brings it. */
  private static final String FONTS =
      "GEM_FONTS_DIR;uri:classloader:/net/sf/jasperreports/fonts/dejavu";

  private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
  private final Path root;
  private final List<String> problems;
  private String page = "";

  Chapters(Path root, List<String> problems) {
    this.root = root;
    this.problems = problems;
    // Else every problem is told twice, once without its page.
    OWN_LOG.setUseParentHandlers(false);
    asciidoctor.javaExtensionRegistry().blockMacro(new ConversationMacro());
    asciidoctor.javaExtensionRegistry().includeProcessor(new JavaInclude());
    asciidoctor.registerLogHandler(this::log);
  }

  List<Page> convert(List<Page> pages) {
    List<Page> converted = new ArrayList<>();
    for (Page source : pages) {
      page = source.address();
      String html = asciidoctor.convert(source.source(), options(source));
      converted.add(source.converted(Words.title(source.source()), html));
      for (String code : CodeSpans.garbled(html)) {
        problems.add(place(null) + " code is garbled, write it as `+…+`: " + code);
      }
      for (String listing : Callouts.unexplained(html)) {
        problems.add(place(null) + " " + listing);
      }
    }
    return converted;
  }

  /**
   * Writes a whole book into a file.
   *
   * @param backend one of Asciidoctor's, whose library must be there: pdf or epub3
   * @param file in a folder of its own, which takes the diagrams too
   */
  void book(String source, String backend, Path file) {
    page = file.getFileName().toString();
    Attributes attributes =
        attributes()
            .attribute("imagesdir", "diagrams")
            .attribute("pdf-theme", rootPath() + "/docs/src/main/resources/book/theme.yml")
            .attribute("pdf-fontsdir", FONTS)
            .build();
    asciidoctor.convert(
        source,
        Options.builder()
            .safe(SafeMode.UNSAFE)
            .backend(backend)
            .baseDir(file.getParent().toFile())
            .toFile(file.toFile())
            .attributes(attributes)
            .build());
  }

  private Options options(Page source) {
    return Options.builder()
        .safe(SafeMode.UNSAFE)
        .standalone(false)
        .baseDir(
            root.resolve(
                    source.address().startsWith("instructors/")
                        ? "docs/src/instructors"
                        : "docs/src/chapters")
                .toFile())
        .attributes(attributes().attribute("relfilesuffix", ".html").build())
        .build();
  }

  private AttributesBuilder attributes() {
    return Attributes.builder()
        .attribute("root", rootPath())
        .attribute("source-highlighter", "rouge")
        .attribute("rouge-css", "class")
        .attribute("icons", "font")
        .attribute("idprefix", "")
        .attribute("idseparator", "-")
        .attribute("sectlinks", "")
        .attribute("attribute-missing", "warn")
        .attribute("experimental", "");
  }

  /** With slashes, also on Windows. */
  private String rootPath() {
    return root.toString().replace('\\', '/');
  }

  private void log(LogRecord found) {
    // An unresolved reference within a page is told at INFO only.
    if (found.getSeverity().compareTo(Severity.INFO) >= 0) {
      problems.add(place(found.getCursor()) + " " + found.getMessage());
    }
  }

  /** The page's source and the line, or the included file's. */
  private String place(Cursor cursor) {
    String source = page.replace(".html", ".adoc");
    if (cursor == null) {
      return source + ":";
    }
    String file = cursor.getFile() == null ? "" : " (" + cursor.getFile() + ")";
    return source + file + ":" + cursor.getLineNumber();
  }

  @Override
  public void close() {
    asciidoctor.close();
  }
}
