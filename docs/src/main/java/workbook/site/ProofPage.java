package workbook.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import workbook.bench.diagnosis.Catalogue;

/**
 * The page that shows what the proof proves: every wrong answer with the step that rejects it and
 * its diagnosis, and every right variant. Made from the same {@code answer.properties} that the
 * proof holds against what happens, so it cannot say anything else.
 */
final class ProofPage {
  private ProofPage() {}

  /** The page as AsciiDoc. */
  static String source(Path root) throws IOException {
    StringBuilder lessons = new StringBuilder();
    int wrong = 0;
    int right = 0;
    for (Path lesson : Answer.lessons(root)) {
      List<Answer> mistakes = Answer.in(lesson.resolve("wrong-answers"));
      List<Answer> variants = Answer.in(lesson.resolve("right-variants"));
      wrong += mistakes.size();
      right += variants.size();
      lesson(lessons, lesson.getFileName().toString(), mistakes, variants);
    }
    return """
        = What the proof proves

        Every build runs %d wrong answers and %d right variants against the steps. A wrong answer must be
        rejected by the step named here, and its author must read this diagnosis; all earlier steps must
        accept it. A right variant must pass every step. Where one of them does not, the build fails.

        """
            .formatted(wrong, right)
        + lessons;
  }

  private static void lesson(
      StringBuilder text, String name, List<Answer> mistakes, List<Answer> variants) {
    text.append(
        "[#proof-%s]\n== %s: %d wrong, %d right\n\n"
            .formatted(name, name, mistakes.size(), variants.size()));
    text.append("[cols=\"1,6,5\",options=\"header\"]\n|===\n|Step |Wrong answer |Diagnosis\n\n");
    for (Answer mistake : mistakes) {
      text.append("|%d |%s |%s\n".formatted(mistake.step(), mistake.title(), diagnosis(mistake)));
    }
    text.append("|===\n\nAccepted by every step:\n\n");
    variants.forEach(variant -> text.append("* ").append(variant.title()).append('\n'));
    text.append('\n');
  }

  private static String diagnosis(Answer mistake) {
    return Catalogue.all().stream()
        .filter(diagnosis -> diagnosis.id().equals(mistake.diagnosis()))
        .map(found -> "xref:../diagnoses.adoc#%s[%s]".formatted(found.id(), found.title()))
        .findFirst()
        .orElse("none: the report says what was seen");
  }
}
