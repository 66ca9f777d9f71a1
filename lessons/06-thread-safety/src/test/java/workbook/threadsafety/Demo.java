package workbook.threadsafety;

/** Placeholder. */
public final class Demo {
  private Demo() {}
}
