package workbook.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.bench.diagnosis.Catalogue;
import workbook.bench.diagnosis.Diagnosis;

/**
 * The page with all diagnoses that a failing step can name, made from the workbench's catalogue and
 * from the wrong answers that get them.
 */
final class DiagnosesPage {
  private DiagnosesPage() {}

  /** The page as AsciiDoc, by the chapter that teaches the remedy. */
  static String source(Path root) throws IOException {
    Map<String, List<Example>> examples =
        Example.all(root).stream()
            .collect(Collectors.groupingBy(example -> example.answer().diagnosis()));
    StringBuilder text =
        new StringBuilder(
            """
            = Diagnoses

            When a step fails and the conversation shows why, the report names a diagnosis. Here are all
            of them, under the chapter that teaches how to do better. Where no diagnosis fits, the
            report says what was seen and stops there.

            """);
    Map<String, List<Diagnosis>> chapters =
        Catalogue.all().stream()
            .collect(
                Collectors.groupingBy(
                    diagnosis -> chapter(diagnosis), TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Diagnosis>> chapter : chapters.entrySet()) {
      text.append(
          "[#diagnoses-%s]\n== %s\n\n"
              .formatted(chapter.getKey(), chapterTitle(root, chapter.getKey())));
      for (Diagnosis diagnosis : chapter.getValue()) {
        section(text, diagnosis, examples.getOrDefault(diagnosis.id(), List.of()));
      }
    }
    return text.toString();
  }

  private static void section(StringBuilder text, Diagnosis diagnosis, List<Example> examples) {
    text.append(
        """
        [#%s]
        === %s

        %s.

        Read: xref:%s[].

        """
            .formatted(
                diagnosis.id(),
                Words.sentence(diagnosis.title()),
                Words.sentence(diagnosis.explanation()),
                diagnosis.section().replace("#", ".adoc#")));
    examples.stream().findFirst().ifPresent(example -> text.append(example.source()));
  }

  private static String chapter(Diagnosis diagnosis) {
    return diagnosis.section().replaceAll("#.*", "");
  }

  private static String chapterTitle(Path root, String chapter) throws IOException {
    Path file = root.resolve("docs/src/chapters/" + chapter + ".adoc");
    return Files.exists(file) ? Words.title(Files.readString(file)) : chapter;
  }
}
