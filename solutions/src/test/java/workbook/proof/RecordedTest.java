package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedTest {
  private static final String SAID = "A client -> server: RouteNote(\"one\")";
  private static final String HEARD = "B server -> client: RouteNote(\"one\")";
  private static final String ENDED = "B server -> client: status OK";
  private static final String OPEN = "B note: (the call is still open)";

  @Test
  void anEndThatIsJustOnItsWayIsTheSameConversation() {
    assertThat(Recorded.sameButForTheLast(List.of(SAID, HEARD, ENDED), List.of(SAID, HEARD, OPEN)))
        .isTrue();
  }

  @Test
  void whatTwoCallsDoAtTheSameTimeHasNoOrder() {
    assertThat(Recorded.sameButForTheLast(List.of(SAID, HEARD), List.of(HEARD, SAID))).isTrue();
  }

  @Test
  void oneSideDoesItsThingsInOneOrder() {
    assertThat(Recorded.sameButForTheLast(List.of(SAID, HEARD, ENDED), List.of(SAID, ENDED, HEARD)))
        .isFalse();
  }

  @Test
  void anotherMessageIsAnotherConversation() {
    assertThat(Recorded.sameButForTheLast(List.of(SAID, HEARD), List.of(SAID, ENDED))).isFalse();
  }

  @Test
  void twoThingsThatAreMissingAreTooMany() {
    assertThat(Recorded.sameButForTheLast(List.of(SAID, HEARD, ENDED), List.of(SAID, OPEN)))
        .isFalse();
  }
}
