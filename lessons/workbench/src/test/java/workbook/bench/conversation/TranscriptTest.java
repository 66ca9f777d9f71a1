package workbook.bench.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;

class TranscriptTest {
  private final Conversation conversation = new Conversation();

  @Test
  void equalNeighboursAreFolded() {
    int call = start();
    for (int i = 0; i < 500; i++) {
      message(call, "word " + i);
    }

    assertThat(print()).hasSize(2);
    assertThat(print().get(0)).contains("EchoRequest × 500");
  }

  @Test
  void aPictureIsNeverLongerThanItsLimitAndKeepsTheMarkedLine() {
    int a = start();
    int b = start();
    Event marked = null;
    for (int i = 0; i < 100; i++) {
      message(i % 2 == 0 ? a : b, "word " + i);
      if (i == 50) {
        marked = conversation.events().get(conversation.size() - 1);
      }
    }

    List<String> lines = Transcript.of(conversation, marked).print();

    assertThat(lines).hasSizeLessThanOrEqualTo(Transcript.MOST);
    assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("✘ A").contains("word 50"));
  }

  @Test
  void aMessageThatNeverArrivedIsShownAsSuch() {
    int call = start();
    conversation.add(call, End.SERVER, Kind.START, null);
    conversation.add(call, End.SERVER, Kind.STATUS, Status.INVALID_ARGUMENT);
    conversation.add(call, End.CLIENT, Kind.STATUS, Status.INVALID_ARGUMENT);
    conversation.add(call, End.CLIENT, Kind.REQUEST, request("late"));

    assertThat(print()).last().asString().endsWith("✕ never read");
  }

  @Test
  void aStatusThatTheServerDidNotSendIsToldAsARemark() {
    int call = start();
    conversation.add(
        call,
        End.CLIENT,
        Kind.STATUS,
        Status.DEADLINE_EXCEEDED.withDescription("too late\nsecond line"));

    assertThat(print()).containsExactly("     the client is told DEADLINE_EXCEEDED \"too late\"");
  }

  @Test
  void anOpenCallIsSaidToBeOpen() {
    message(start(), "hello");

    assertThat(print()).last().asString().contains("still open");
  }

  @RepeatedTest(150)
  void callsMayBeginWhileThePictureIsDrawn() {
    start();
    Thread caller = new Thread(() -> IntStream.range(0, 500).forEach(i -> start()));
    caller.start();

    while (caller.isAlive()) {
      assertThat(print()).last().asString().contains("still open");
    }

    assertThat(print()).anySatisfy(line -> assertThat(line).contains("more lines"));
  }

  private int start() {
    int call = conversation.open(EchoGrpc.getBidirectionalStreamingEchoMethod());
    conversation.add(call, End.CLIENT, Kind.START, null);
    return call;
  }

  private void message(int call, String text) {
    conversation.add(call, End.CLIENT, Kind.REQUEST, request(text));
    conversation.add(call, End.SERVER, Kind.REQUEST, request(text));
  }

  private static EchoRequest request(String text) {
    return EchoRequest.newBuilder().setMessage(text).build();
  }

  private List<String> print() {
    return Transcript.of(conversation).print();
  }
}
