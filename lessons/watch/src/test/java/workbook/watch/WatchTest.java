package workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.bench.lesson.Book;
import workbook.bench.lesson.Starters;

/** Watch mode as a learner uses it: in a terminal, on a small workbook of two lessons. */
class WatchTest {
  private static final String LESSON = "03-client-stream";
  private static final String FOOT = "q quit";

  @TempDir private Path root;
  private Path joiner;
  private String right;
  private String open;

  @BeforeEach
  void aWorkbookOfTwoLessonsOfWhichTheFirstLacksAStep() throws IOException {
    Files.createDirectories(root.resolve(".mvn"));
    for (String lesson : new String[] {LESSON, "04-bidi-stream"}) {
      Path real = Book.root();
      Path copy = root.resolve("lessons").resolve(lesson);
      Path solution = solution(lesson);
      Starters.replace(copy.resolve("src/test"), Book.lesson(lesson).resolve("src/test"));
      Starters.replace(copy.resolve("src/main/java"), solution);
      Starters.replace(
          root.resolve("solutions").resolve(lesson).resolve("src/main/java"), solution);
      Files.copy(
          real.resolve("lessons").resolve(lesson).resolve("steps.adoc"),
          copy.resolve("steps.adoc"));
    }
    joiner =
        root.resolve("lessons")
            .resolve(LESSON)
            .resolve("src/main/java/workbook/clientstream/EchoJoiner.java");
    right = Files.readString(joiner);
    open = right.replace("responses.onCompleted();", "");
    assertThat(open).isNotEqualTo(right);
    Files.writeString(joiner, open);
    Starters.replace(root.resolve(".workbook/starters").resolve(LESSON), sources());
  }

  @Test
  void aSaveIsARunAndSolvedOffersTheNext() throws Exception {
    try (Terminal terminal = terminal(LESSON)) {
      assertThat(terminal.until(FOOT)).contains("6 of 7 steps").contains("never completed");

      Files.writeString(joiner, right);
      assertThat(terminal.until("7 of 7 steps.*" + FOOT)).contains("Press n for the next: 04");

      terminal.press('n');
      terminal.until("04 · .*7 of 7 steps.*" + FOOT);
      terminal.press('l');
      assertThat(terminal.until("04-bidi-stream +7 of 7 steps.*" + FOOT))
          .containsPattern("03-client-stream +7 of 7");

      terminal.press('q');
      assertThat(terminal.ends()).isTrue();
    }
    assertThat(root.resolve(".workbook/progress.properties")).content().contains("7 of 7");
  }

  @Test
  void hintsComeOneByOne() throws Exception {
    try (Terminal terminal = terminal(LESSON)) {
      terminal.until(FOOT);
      terminal.press('h');
      assertThat(terminal.until("Hint 1 of.*" + FOOT)).doesNotContain("Hint 2 of");
      terminal.press('h');
      terminal.until("Hint 1 of.*Hint 2 of.*" + FOOT);
    }
  }

  @Test
  void eachKeyDoesWhatTheHelpSays() throws Exception {
    Files.writeString(joiner, right);
    try (Terminal terminal = terminal("04-bidi-stream")) {
      terminal.until("04 · .*" + FOOT);
      terminal.press('?');
      terminal.until("h  next hint.*q  quit.*" + FOOT);
      terminal.press('c');
      terminal.until("04-bidi-stream\\.(adoc|html).*" + FOOT);
      terminal.press('h');
      terminal.until("No step is open.*" + FOOT);
      terminal.press('n');
      terminal.until("This is the last lesson.*" + FOOT);
      terminal.press('r');
      terminal.until("running 04.*04 · .*7 of 7 steps.*" + FOOT);
      terminal.press('p');
      terminal.until("running 03.*03 · .*7 of 7 steps.*" + FOOT);
      terminal.press('p');
      terminal.until("This is the first lesson.*" + FOOT);
    }
  }

  @Test
  void aChangeOfBranchIsSeenWhateverItTouches() throws Exception {
    Path lesson = root.resolve("lessons").resolve(LESSON);
    Path elsewhere = root.resolve("elsewhere");
    try (Terminal terminal = terminal(LESSON)) {
      terminal.until("6 of 7 steps.*" + FOOT);

      Starters.replace(sources(), solution(LESSON));
      terminal.until("7 of 7 steps.*" + FOOT);

      Files.move(lesson, elsewhere);
      terminal.until("03-client-stream cannot be run.*The next save runs it again");
      Files.move(elsewhere, lesson);
      terminal.until("7 of 7 steps.*" + FOOT);
      Files.writeString(joiner, open);
      terminal.until("6 of 7 steps.*" + FOOT);
    }
  }

  @Test
  void theModelAnswerAndTheStarterComeAfterAYesAndNothingIsLost() throws Exception {
    try (Terminal terminal = terminal(LESSON)) {
      terminal.until(FOOT);
      terminal.press('m');
      terminal.until("y or n");
      terminal.press('n');
      terminal.until("Nothing was changed.*" + FOOT);
      assertThat(joiner).hasContent(open);

      terminal.press('m');
      terminal.until("y or n");
      terminal.press('y');
      terminal.until("7 of 7 steps.*" + FOOT);
      assertThat(joiner).hasContent(right);

      terminal.press('x');
      terminal.until("y or n");
      terminal.press('y');
      terminal.until("6 of 7 steps.*" + FOOT);
      assertThat(joiner).hasContent(open);
      try (Stream<Path> kept = Files.list(root.resolve(".workbook/kept"))) {
        assertThat(kept).isNotEmpty();
      }

      terminal.press('d');
      terminal.until("y or n");
      terminal.press('y');
      terminal.until("\\+.*responses.onCompleted.*" + FOOT);
    }
  }

  @Test
  void badCodeNeverCostsTheWatch() throws Exception {
    try (Terminal terminal = terminal(LESSON)) {
      terminal.until(FOOT);

      save("oops");
      assertThat(terminal.until("does not compile.*" + FOOT)).contains("EchoJoiner.java:");

      save("while (responses != null) {}");
      terminal.until("1  the words.*was .*" + FOOT);

      save("System.exit(0);");
      terminal.until("System.exit was called.*" + FOOT);

      save(
          "for (java.util.List<Object> all = new java.util.ArrayList<>(); ; ) {"
              + " all.add(new byte[1 << 20]); }");
      terminal.until("heap were filled.*" + FOOT);

      save("new Thread(() -> { while (true) {} }).start(); responses.onCompleted();");
      terminal.until("a thread was left behind.*" + FOOT);

      save("for (int i = 0; i < 100_000; i++) { System.out.println(\"here I am\"); }");
      terminal.until("here I am.*99.* more lines.*" + FOOT);

      Files.delete(joiner);
      terminal.until("(does not compile|0 of 7).*" + FOOT);
      Path written = joiner.resolveSibling("EchoJoiner.java.new");
      Files.writeString(written, right);
      Files.move(written, joiner, StandardCopyOption.ATOMIC_MOVE);
      terminal.until("7 of 7 steps.*" + FOOT);
    }
  }

  @Test
  void withoutALessonItGoesToTheFirstThatIsNotSolved() throws Exception {
    try (Terminal terminal = terminal()) {
      terminal.until("03 · .*6 of 7 steps.*" + FOOT);
    }
    Files.writeString(joiner, right);
    try (Terminal terminal = terminal()) {
      terminal.until("running 04.*04 · .*7 of 7 steps.*the last lesson.*" + FOOT);
    }
  }

  @Test
  void withoutATerminalItPrintsLines() throws Exception {
    try (Terminal pipes = Terminal.startPlain(root, LESSON)) {
      assertThat(pipes.until("6 of 7 steps.*" + FOOT)).doesNotContain("\u001b");
      Files.writeString(joiner, right);
      assertThat(pipes.until("7 of 7 steps.*" + FOOT)).doesNotContain("\u001b");
    }
  }

  /** Saves the joiner with this in the place of its last line. */
  private void save(String inPlaceOfCompleted) throws IOException {
    Files.writeString(joiner, right.replace("responses.onCompleted();", inPlaceOfCompleted));
  }

  private Terminal terminal(String... lesson) throws IOException {
    assumeTrue(hasScript(), "no `script` of util-linux here to make a pseudo terminal");
    return Terminal.start(root, lesson);
  }

  private static boolean hasScript() {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "script")));
  }

  private static Path solution(String lesson) {
    return Book.root().resolve("solutions").resolve(lesson).resolve("src/main/java");
  }

  private Path sources() {
    return root.resolve("lessons").resolve(LESSON).resolve("src/main/java");
  }
}
