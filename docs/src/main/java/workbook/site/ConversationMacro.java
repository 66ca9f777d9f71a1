package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.ContentModel;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.nodes.Entities;

/**
 * {@code conversation::file[title="…"]} draws a recorded conversation as a sequence diagram: on a
 * page with the recorded script below it for those who prefer to read, in a book as an image of its
 * own in the folder of images.
 */
@Name("conversation")
public final class ConversationMacro extends BlockMacroProcessor {

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    Path file = Path.of(target);
    String title = String.valueOf(attributes.getOrDefault("title", "A recorded conversation"));
    try {
      List<String> lines = Files.readAllLines(file);
      return "html5".equals(parent.getDocument().getAttribute("backend"))
          ? figure(parent, title, lines)
          : image(parent, title, file, lines);
    } catch (IOException e) {
      log(new LogRecord(Severity.ERROR, "conversation: cannot read " + file));
    } catch (IllegalArgumentException e) {
      log(new LogRecord(Severity.ERROR, "conversation: " + file + ": " + e.getMessage()));
    }
    return html(parent, "");
  }

  private StructuralNode image(StructuralNode parent, String title, Path file, List<String> lines)
      throws IOException {
    Document book = parent.getDocument();
    Path images =
        Path.of(book.getAttribute("docdir").toString(), book.getAttribute("imagesdir").toString());
    String name = name(file);
    Files.createDirectories(images);
    Files.writeString(images.resolve(name), ConversationSvg.file(title, Script.parse(lines)));
    return createBlock(
        parent, "image", "", Map.of("target", name, "alt", title, "title", title), new HashMap<>());
  }

  /** A name that no other conversation has. */
  private static String name(Path file) {
    int length = file.getNameCount();
    return file.subpath(Math.max(0, length - 4), length)
        .toString()
        .replaceAll("[^A-Za-z0-9]+", "-")
        .replaceFirst("-txt$", ".svg");
  }

  private StructuralNode html(StructuralNode parent, String html) {
    return createBlock(parent, "pass", html, Map.of("content_model", ContentModel.RAW));
  }

  private StructuralNode figure(StructuralNode parent, String title, List<String> lines) {
    return html(parent, figure(title, lines));
  }

  private static String figure(String title, List<String> lines) {
    return """
        <figure class="conversation">
        %s
        <figcaption>%s
        <details><summary>As text</summary><pre>%s</pre></details>
        </figcaption>
        </figure>
        """
        .formatted(
            ConversationSvg.draw("Sequence diagram: " + title, Script.parse(lines)),
            Entities.escape(title),
            Entities.escape(String.join("\n", lines)));
  }
}
