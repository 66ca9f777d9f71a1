package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.ContentModel;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.nodes.Entities;

/**
 * {@code conversation::file[title="…"]} draws a recorded conversation as a sequence diagram, with
 * the recorded script below it for those who prefer to read.
 */
@Name("conversation")
public final class ConversationMacro extends BlockMacroProcessor {

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    Path file = Path.of(target);
    String title = String.valueOf(attributes.getOrDefault("title", "A recorded conversation"));
    String figure = "";
    try {
      figure = figure(title, Files.readAllLines(file));
    } catch (IOException e) {
      log(new LogRecord(Severity.ERROR, "conversation: cannot read " + file));
    } catch (IllegalArgumentException e) {
      log(new LogRecord(Severity.ERROR, "conversation: " + file + ": " + e.getMessage()));
    }
    return createBlock(parent, "pass", figure, Map.of("content_model", ContentModel.RAW));
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
