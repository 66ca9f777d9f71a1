package workbook.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  private String before;

  @BeforeEach
  void withoutTheProperty() {
    before = System.clearProperty("port");
  }

  @AfterEach
  void restoreTheProperty() {
    if (before == null) {
      System.clearProperty("port");
    } else {
      System.setProperty("port", before);
    }
  }

  @Test
  void is50051WhenNothingIsAsked() {
    assertThat(Ports.asked()).isEqualTo(50_051);
    assertThat(Ports.asked("--verbose", "50052")).isEqualTo(50_051);
  }

  @ParameterizedTest
  @ValueSource(strings = {"port=6000", "--port=6000", "-Dport=6000"})
  void anArgumentWinsOverTheProperty(String argument) {
    System.setProperty("port", "7000");
    assertThat(Ports.asked()).isEqualTo(7000);
    assertThat(Ports.asked("other", argument)).isEqualTo(6000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "-1", "65536", "99999999999", "50051x"})
  void saysWhatAPortIs(String text) {
    assertThatExceptionOfType(CannotServeException.class)
        .isThrownBy(() -> Ports.asked("port=" + text))
        .withMessage(
            "\"%s\" is no port. Give a number from 0 (any free port) to 65535: -Dport=50051", text);
  }

  @Test
  void saysWhyAPortThatIsNotTakenCannotBeOpened() {
    // Nobody listens on port 1 of a machine that runs tests.
    IOException failure = new IOException("Failed to bind", new IOException("Permission denied"));
    assertThat(Ports.refused(1, failure))
        .hasMessage(
            "Port 1 cannot be opened (Permission denied)."
                + " Choose another port: -Dport=50051, or -Dport=0 for any free one.");
  }
}
