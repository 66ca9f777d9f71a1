package workbook.bench.diagnosis;

/** What can go wrong with running a learner's code at all, whatever the step is about. */
public enum RunDiagnosis implements Diagnosis {
  ENDLESS_LOOP(
      "runs without end",
      "the code never leaves the line it was found at, and nothing else of the call can happen meanwhile"),
  WAITS_FOR_EVER("waits without end", "the code waits for something that can no longer happen"),
  DEADLOCK("deadlock", "two threads each hold a lock that the other one waits for"),
  EXITED(
      "the process was ended",
      "a server's code must never end the process: it would take every other call with it"),
  HEAP_FULL(
      "the heap is full",
      "the code keeps more than fits into memory; keep counts and sums rather than the messages"),
  LOST(
      "the process was lost",
      "the JVM that ran the steps ended without a word, as Runtime.halt or a crash would end it");

  private final Entry entry;

  RunDiagnosis(String title, String explanation) {
    this.entry = new Entry(title, explanation, "01-unary#when-code-runs-away");
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
