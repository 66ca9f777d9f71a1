package workbook.bench.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The port that a demo is asked to serve on, and why it may not have it. */
final class Ports {
  private static final int HIGHEST = 65_535;
  private static final int CONNECT_MILLIS = 500;
  private static final Pattern ARGUMENT = Pattern.compile("(?:-D|--)?port=(.*)");

  private Ports() {}

  /**
   * The port asked for by the last argument of the form {@code port=N}, {@code --port=N} or {@code
   * -Dport=N}, else by the system property {@code port}, else {@link LocalServer#DEFAULT_PORT}.
   * Other arguments are the demo's own and left alone.
   *
   * @return 0, for any free port, to 65535
   * @throws CannotServeException if what was asked for is no port
   */
  static int asked(String... args) {
    String text = System.getProperty("port");
    for (String arg : args) {
      Matcher matcher = ARGUMENT.matcher(arg);
      if (matcher.matches()) {
        text = matcher.group(1);
      }
    }
    return text == null ? LocalServer.DEFAULT_PORT : parse(text);
  }

  private static int parse(String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new CannotServeException(
        "\"%s\" is no port. Give a number from 0 (any free port) to %d: -Dport=%d"
            .formatted(text, HIGHEST, LocalServer.DEFAULT_PORT));
  }

  /** What to tell whoever asked for a port that could not be had. */
  static CannotServeException refused(int port, IOException failure) {
    String problem =
        taken(port)
            ? "is taken: another program, perhaps this demo run before, is listening there. Stop"
                + " that one or choose another port"
            : "cannot be opened (" + rootMessage(failure) + "). Choose another port";
    int other = port == HIGHEST || port < 1024 ? LocalServer.DEFAULT_PORT : port + 1;
    return new CannotServeException(
        "Port %d %s: -Dport=%d, or -Dport=0 for any free one.".formatted(port, problem, other));
  }

  // Asked of the network and not of the failure, whose text depends on the system and its language.
  private static boolean taken(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
