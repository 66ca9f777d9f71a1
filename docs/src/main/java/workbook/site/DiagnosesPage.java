package workbook.site;

import java.util.Locale;
import workbook.bench.diagnosis.Catalogue;
import workbook.bench.diagnosis.Diagnosis;

/**
 * The page with all diagnoses that a failing step can name, made from the workbench's catalogue.
 */
final class DiagnosesPage {
  private DiagnosesPage() {}

  static String source() {
    StringBuilder text =
        new StringBuilder(
            """
            = Diagnoses

            When a step fails and the conversation shows why, the report names a diagnosis. Here are all of
            them, with the section that teaches how to do better. Where no diagnosis fits, the report
            says what was seen and stops there.

            """);
    for (Diagnosis diagnosis : Catalogue.all()) {
      String[] section = diagnosis.section().split("#");
      text.append("[#").append(diagnosis.id()).append("]\n== ").append(sentence(diagnosis.title()));
      text.append("\n\n").append(sentence(diagnosis.explanation())).append(".\n\n");
      text.append("Taught in: xref:")
          .append(section[0])
          .append(".adoc#")
          .append(section[1])
          .append("[]\n\n");
    }
    return text.toString();
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
