package workbook.bench.diagnosis;

/**
 * What the catalogue says of a diagnosis.
 *
 * @param title what the learner reads first: a few words, such as "never completed"
 * @param explanation one sentence that says what the code does and what follows from it
 * @param section the chapter and section that teaches it, as {@code
 *     03-client-stream#one-observer-per-call}
 */
public record Entry(String title, String explanation, String section) {}
