package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.IncludeProcessor;
import org.asciidoctor.extension.PreprocessorReader;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * {@code include::file.java[tag=step-1]}: the regions with this tag, in an outline of what is
 * around them. Asciidoctor would join them to what looks like one piece of code.
 */
public final class JavaInclude extends IncludeProcessor {

  @Override
  public boolean handles(String target) {
    return target.endsWith(".java");
  }

  @Override
  public void process(
      Document page, PreprocessorReader reader, String target, Map<String, Object> attributes) {
    String tag = String.valueOf(attributes.getOrDefault("tag", attributes.get("tags")));
    // The reader stands behind the line already.
    String place = " (included in line " + (reader.getLineNumber() - 1) + ")";
    try {
      List<String> code = Outline.of(Files.readAllLines(Path.of(target)), tag);
      if (code.isEmpty()) {
        log(
            new LogRecord(
                Severity.WARN, "tag '" + tag + "' not found in include file: " + target + place));
      }
      reader.pushInclude(String.join("\n", code), target, target, 1, attributes);
    } catch (IOException e) {
      log(new LogRecord(Severity.ERROR, "include file not found: " + target + place));
    }
  }
}
