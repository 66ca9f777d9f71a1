package workbook.watch;

import java.io.PrintStream;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import workbook.bench.report.Screen;

/** The terminal: a page at a time where it can be cleared, else one after the other. */
final class Display {
  private final Terminal terminal;
  private final PrintStream out;

  Display(Terminal terminal) {
    this.terminal = terminal;
    this.out = new PrintStream(terminal.output(), true, terminal.encoding());
  }

  /** Shows these lines in the place of what is there. */
  void page(List<String> lines) {
    if (!isPlain()) {
      terminal.puts(Capability.clear_screen);
      terminal.flush();
    }
    Screen.print(out, lines);
  }

  /** Adds lines below. */
  void add(List<String> lines) {
    Screen.print(out, lines);
  }

  /** Whether nobody can press a key here. */
  boolean isPlain() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }
}
