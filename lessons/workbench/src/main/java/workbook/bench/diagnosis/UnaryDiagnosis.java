package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum UnaryDiagnosis implements Diagnosis {
  ;

  private final String title;
  private final String explanation;
  private final String section;

  UnaryDiagnosis(String title, String explanation, String section) {
    this.title = title;
    this.explanation = explanation;
    this.section = section;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String explanation() {
    return explanation;
  }

  @Override
  public String section() {
    return section;
  }
}
