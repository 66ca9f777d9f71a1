package workbook.bench.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final List<Diagnosis> all = Catalogue.all();

  @Test
  void everyDiagnosisHasAnAddressOfItsOwn() {
    assertThat(all.stream().map(Diagnosis::id)).doesNotHaveDuplicates();
    assertThat(all.stream().map(Diagnosis::title)).doesNotHaveDuplicates();
  }

  @Test
  void everyDiagnosisIsExplainedInOneSentenceAndTaughtSomewhere() {
    assertThat(all)
        .allSatisfy(
            diagnosis -> {
              assertThat(diagnosis.title()).isNotBlank().hasSizeLessThan(60);
              assertThat(diagnosis.explanation()).isNotBlank().doesNotEndWith(".");
              assertThat(diagnosis.section()).matches("\\d\\d-[a-z-]+#[a-z0-9-]+");
            });
  }
}
