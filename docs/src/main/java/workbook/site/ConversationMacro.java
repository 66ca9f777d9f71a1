package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.asciidoctor.ast.ContentModel;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** {@code conversation::file[title="…"]} draws a recorded conversation as a sequence diagram. */
@Name("conversation")
public final class ConversationMacro extends BlockMacroProcessor {

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    Path file = Path.of(target);
    String title = String.valueOf(attributes.getOrDefault("title", "A recorded conversation"));
    String svg;
    try {
      svg = ConversationSvg.draw(title, Files.readAllLines(file));
    } catch (IOException | IllegalArgumentException e) {
      log(new LogRecord(Severity.ERROR, "conversation: " + file + ": " + e.getMessage()));
      svg = "";
    }
    return createBlock(parent, "pass", svg, Map.of("content_model", ContentModel.RAW));
  }
}
