package workbook.proxies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import workbook.bench.balancing.Fleet;

/** A real proxy in front of the servers of a fleet, on a free port of the loopback network. */
final class Proxy implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final Process process;
  private final InetSocketAddress address;
  private final Thread atExit;

  private Proxy(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
    // Also when the JVM is told to end in the middle of a test.
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a program and waits until it accepts connections.
   *
   * @param config the name of the resource; it names the ports as {front}, {A}, {B} and {C}
   * @param change made to the configuration before the ports are filled in
   */
  static Proxy start(Program program, String config, UnaryOperator<String> change, Fleet fleet) {
    try {
      String text = change.apply(resource(config));
      for (int i = 0; i < fleet.names().size(); i++) {
        int port = fleet.addresses().get(i).getPort();
        text = text.replace("{" + fleet.names().get(i) + "}", String.valueOf(port));
      }
      Path folder = Files.createDirectories(Path.of("target", "proxies", config).toAbsolutePath());
      for (int attempt = 1; ; attempt++) {
        int port = freePort();
        Path file = folder.resolve(config);
        Files.writeString(file, text.replace("{front}", String.valueOf(port)));
        Path log = folder.resolve("log.txt");
        Process process =
            new ProcessBuilder(program.command(file))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Proxy proxy =
            new Proxy(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (proxy.accepts()) {
          return proxy;
        }
        proxy.close();
        // Somebody else may have taken the port meanwhile.
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException(config + " does not start:\n" + Files.readString(log));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Tries until a connection is accepted or the process has ended. */
  private boolean accepts() {
    while (process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(address);
        return true;
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Proxy.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
