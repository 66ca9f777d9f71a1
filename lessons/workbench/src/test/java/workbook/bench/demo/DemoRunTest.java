package workbook.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.grpc.Channel;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;

@Timeout(30)
class DemoRunTest {
  /** Run in a JVM of its own, because a demo ends its JVM when the port is taken. */
  static final class Demo {
    public static void main(String[] args) throws Exception {
      DemoRun.run(args, Demo::talk, new EchoOnce());
    }

    private static void talk(Channel channel) {
      EchoGrpc.EchoBlockingStub echo =
          EchoGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
      EchoRequest hello = EchoRequest.newBuilder().setMessage("hello").build();
      System.out.println("Echo: " + echo.unaryEcho(hello).getMessage());
      echo.serverStreamingEcho(hello).hasNext();
    }
  }

  @Test
  void servesTalksAndGoesOnServingUntilItIsStopped() throws Exception {
    Process demo = start("port=0");
    try (var out = demo.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine())
          .matches("Serving on 127\\.0\\.0\\.1:[0-9]+ \\(Ctrl\\+C stops it\\)");
      assertThat(out.readLine()).isEqualTo("Echo: hello");
      assertThat(out.readLine()).startsWith("The call ended with UNIMPLEMENTED: ");
      assertThat(demo.isAlive()).isTrue();
      // As Ctrl+C does. Process.destroy would close the output, and what is left on it counts here.
      demo.toHandle().destroy();
      assertThat(out.lines()).isEmpty();
      assertThat(demo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
    }
  }

  @Test
  void aTakenPortIsOneLineAndStatus1() throws Exception {
    try (LocalServer first = LocalServer.start(0)) {
      Process demo = start("port=" + first.port());
      try (var out = demo.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.lines())
            .singleElement()
            .asString()
            .startsWith("Port " + first.port() + " is taken: ");
        assertThat(demo.waitFor()).isEqualTo(1);
      } finally {
        demo.destroyForcibly();
      }
    }
  }

  @Test
  void otherFailuresOfTheClientAreItsOwn() {
    DemoRun.Client failing =
        channel -> {
          throw new IllegalStateException("a mistake in the demo");
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> DemoRun.run(new String[] {"port=0"}, failing));
  }

  @Test
  void aCheckedStatusIsPrintedToo() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      DemoRun.talk(
          channel -> {
            throw Status.NOT_FOUND.asException();
          },
          null);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("The call ended with NOT_FOUND");
  }

  private static Process start(String port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // as the run profile of the lessons does: newer JDKs warn of what Netty does
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Demo.class.getName(),
            port)
        .redirectErrorStream(true)
        .start();
  }
}
