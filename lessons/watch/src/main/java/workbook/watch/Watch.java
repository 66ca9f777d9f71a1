package workbook.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Starters;
import workbook.bench.report.StepReport;
import workbook.bench.report.Wrapping;
import workbook.bench.runner.Verdict;
import workbook.bench.runner.Verdict.Mark;

/**
 * The loop of watch mode: takes what happens, one thing after the other, and shows what follows.
 */
public final class Watch {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final String FOOT =
      "  h hint · l lessons · n next · r run again · ? all keys · q quit";

  private static final long KEY_MILLIS = 100;

  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
  private final Progress progress =
      new Progress(Book.root().resolve(".workbook/progress.properties"));
  private final Runs runs = new Runs(happenings::add);
  private final Display display;

  /** Goes on to the next lesson by itself as long as lessons turn out to be solved. */
  private boolean seeking;

  private String lesson;
  private Lesson words;
  private Saves saves;
  private volatile boolean over;
  private boolean running;
  private boolean runAgain;
  private Verdict verdict;
  private int hints;
  private Runnable confirmed;

  private Watch(Display display) {
    this.display = display;
  }

  /** Watches the lesson that is named, or the first that is not solved. */
  public static void main(String[] args) throws Exception {
    try (Terminal terminal = TerminalBuilder.builder().name("workbook").dumb(true).build()) {
      terminal.enterRawMode();
      Watch watch = new Watch(new Display(terminal));
      Thread keys = watch.listen(terminal.reader());
      Starters.keep();
      watch.seeking = args.length == 0;
      watch.open(args.length > 0 ? args[0] : watch.progress.firstUnsolved().orElse(lastLesson()));
      watch.loop();
      keys.join();
    }
  }

  private static String lastLesson() {
    List<String> lessons = Book.lessons();
    return lessons.get(lessons.size() - 1);
  }

  /**
   * Reads keys until the loop is over; in short waits, since a terminal that is read cannot be
   * closed.
   */
  private Thread listen(NonBlockingReader reader) {
    Thread keys =
        new Thread(
            () -> {
              try {
                int pressed = reader.read(KEY_MILLIS);
                while (!over && pressed != NonBlockingReader.EOF) {
                  if (pressed >= 0) {
                    happenings.add(new Happening.Key((char) pressed));
                  }
                  pressed = reader.read(KEY_MILLIS);
                }
              } catch (IOException closed) {
                // the same as the end of the input
              }
              happenings.add(new Happening.HungUp());
            },
            "keys");
    keys.setDaemon(true);
    keys.start();
    return keys;
  }

  private void loop() throws InterruptedException, IOException {
    boolean goOn = true;
    while (goOn) {
      Happening next = happenings.take();
      if (next instanceof Happening.Saved) {
        run();
      } else if (next instanceof Happening.Ran ran) {
        ran(ran.lesson(), ran.verdict());
      } else if (next instanceof Happening.NotRun failed) {
        notRun(failed);
      } else if (next instanceof Happening.Key key) {
        goOn = pressed(key.character());
      } else {
        // Without a terminal there are no keys, and the reports are for whoever reads the output.
        goOn = display.isPlain();
      }
    }
    over = true;
    saves.close();
    runs.close();
    display.add(List.of(""));
  }

  private void open(String name) throws IOException {
    if (saves != null) {
      saves.close();
    }
    lesson = name;
    words = Lesson.parse(Files.readString(Book.lesson(name).resolve("steps.adoc")));
    verdict = null;
    hints = 0;
    saves = new Saves(Book.lesson(name), () -> happenings.add(new Happening.Saved()));
    run();
  }

  private void run() {
    if (running) {
      runAgain = true;
      return;
    }
    running = true;
    display.add(List.of("  running " + lesson + " …"));
    runs.start(lesson);
  }

  private void ran(String name, Verdict now) throws IOException {
    running = false;
    if (runAgain || !name.equals(lesson)) {
      runAgain = false;
      run();
      return;
    }
    if (verdict == null || step(verdict) != step(now)) {
      hints = 0;
    }
    verdict = now;
    progress.note(lesson, now);
    if (seeking && now.solved() && next() != null) {
      open(next());
      return;
    }
    seeking = false;
    report(List.of());
  }

  private void notRun(Happening.NotRun failed) {
    running = false;
    if (runAgain || !failed.lesson().equals(lesson)) {
      runAgain = false;
      run();
      return;
    }
    display.page(
        List.of(
            "",
            failed.lesson() + " cannot be run: " + failed.why().getMessage(),
            "The next save runs it again.",
            ""));
  }

  private void report(List<String> below) {
    List<String> lines = new ArrayList<>();
    if (verdict.compileErrors().isEmpty()) {
      lines.addAll(StepReport.of(words, verdict));
    } else {
      lines.add("");
      lines.add(lesson + " does not compile");
      verdict.compileErrors().stream()
          .limit(8)
          .flatMap(error -> error.lines().limit(6))
          .forEach(line -> lines.add("  " + line));
      lines.add("");
    }
    if (verdict.solved()) {
      lines.add(
          next() == null
              ? "  Solved, and with it the last lesson."
              : "  Solved. Press n for the next: " + next());
      lines.add("");
    }
    lines.addAll(below);
    lines.add(FOOT);
    display.page(lines);
  }

  private boolean pressed(char character) throws IOException {
    if (confirmed != null) {
      Runnable action = confirmed;
      confirmed = null;
      if (character == 'y' || character == 'Y') {
        action.run();
      } else {
        below(List.of("  Nothing was changed.", ""));
      }
      return true;
    }
    Key key = Key.of(character).orElse(null);
    if (key == Key.QUIT) {
      return false;
    }
    if (key != null) {
      act(key);
    }
    return true;
  }

  private void act(Key key) throws IOException {
    switch (key) {
      case HINT -> hint();
      case LESSONS -> below(withGap(progress.lines(lesson)));
      case NEXT -> go(next(), "This is the last lesson.");
      case PREVIOUS -> go(previous(), "This is the first lesson.");
      case RUN -> run();
      case CHAPTER -> below(List.of("  " + Book.address(lesson), ""));
      case DIFFERENCE ->
          confirm("Show the solution's lines that differ from yours?", this::showDifference);
      case RESET -> reset();
      case MODEL ->
          confirm(
              "Replace your code by the solution? Yours is kept.",
              () ->
                  replaceBy(
                      Book.root().resolve("solutions").resolve(lesson).resolve("src/main/java")));
      default -> below(withGap(Key.help()));
    }
  }

  private void below(List<String> lines) {
    if (verdict == null) {
      display.add(lines);
    } else {
      report(lines);
    }
  }

  private static List<String> withGap(List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add("");
    return all;
  }

  private void hint() {
    int step = verdict == null ? 0 : step(verdict);
    if (step == 0) {
      below(List.of("  No step is open, so there is no hint.", ""));
      return;
    }
    List<String> all = words.step(step).hints();
    hints = Math.min(hints + 1, all.size());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < hints; i++) {
      lines.add("  Hint " + (i + 1) + " of " + all.size() + " for step " + step);
      Wrapping.wrap(all.get(i), Wrapping.COLUMNS - 4).forEach(line -> lines.add("    " + line));
      lines.add("");
    }
    below(lines);
  }

  /** The first step that is open, or 0. */
  private static int step(Verdict of) {
    return of.steps().stream()
        .filter(step -> step.mark() != Mark.PASSED)
        .findFirst()
        .map(Verdict.Outcome::number)
        .orElse(0);
  }

  private void go(String to, String otherwise) throws IOException {
    if (to == null) {
      below(List.of("  " + otherwise, ""));
    } else {
      open(to);
    }
  }

  private String next() {
    List<String> lessons = Book.lessons();
    int here = lessons.indexOf(lesson);
    return here + 1 < lessons.size() ? lessons.get(here + 1) : null;
  }

  private String previous() {
    List<String> lessons = Book.lessons();
    int here = lessons.indexOf(lesson);
    return here > 0 ? lessons.get(here - 1) : null;
  }

  private void confirm(String question, Runnable action) {
    below(List.of("  " + question + " (y or n)", ""));
    confirmed = action;
  }

  private void showDifference() {
    try {
      List<String> lines =
          Difference.between(
              sources(), Book.root().resolve("solutions").resolve(lesson).resolve("src/main/java"));
      below(withGap(lines.isEmpty() ? List.of("  Your code is the solution's.") : lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void reset() {
    Starters.of(lesson)
        .ifPresentOrElse(
            starter ->
                confirm(
                    "Replace your code by the starter? Yours is kept.", () -> replaceBy(starter)),
            () ->
                below(
                    List.of(
                        "  No starter of this lesson was kept; git can bring it back: git checkout lessons/"
                            + lesson,
                        "")));
  }

  /** Keeps the learner's code in a folder with a date, and puts other code in its place. */
  private void replaceBy(Path other) {
    Path kept =
        Book.root()
            .resolve(".workbook/kept")
            .resolve(lesson + "-" + LocalDateTime.now().format(STAMP));
    Starters.replace(kept, sources());
    Starters.replace(sources(), other);
    below(List.of("  Your code is kept in " + Book.root().relativize(kept), ""));
  }

  private Path sources() {
    return Book.lesson(lesson).resolve("src/main/java");
  }
}
