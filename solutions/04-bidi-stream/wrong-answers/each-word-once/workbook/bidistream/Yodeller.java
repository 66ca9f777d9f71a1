package workbook.bidistream;

import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Shouts, listens for the echo, and only then shouts again. */
public final class Yodeller {
  private final EchoGrpc.EchoBlockingV2Stub stub;
  private final Duration limit;

  /**
   * A client on a channel that stays open.
   *
   * @param limit how long a whole call may take
   */
  public Yodeller(Channel channel, Duration limit) {
    this.stub = EchoGrpc.newBlockingV2Stub(channel);
    this.limit = limit;
  }

  /**
   * Shouts each word when the echo of the one before has come back, half-closes, and listens until
   * the mountain is silent: a mountain may have more echoes than one.
   *
   * @param heard is given each echo before the next word is shouted, on the calling thread
   * @throws StatusException with the status that ended the call, if it was not OK
   * @throws InterruptedException if interrupted while waiting
   */
  public void yodel(List<String> words, Consumer<String> heard)
      throws StatusException, InterruptedException {
    // tag::step-7[]
    BlockingClientCall<EchoRequest, EchoResponse> call =
        stub.withDeadlineAfter(limit).bidirectionalStreamingEcho();
    // tag::mistake[]
    for (String word : new LinkedHashSet<>(words)) {
      // end::mistake[]
      try {
        call.write(EchoRequest.newBuilder().setMessage(word).build());
      } catch (StatusException e) {
        // A bad end. So will read say, but only after the echoes that came before it.
      }
      EchoResponse echo = call.read();
      if (echo == null) {
        return; // The mountain has ended the call, and said that all is well.
      }
      heard.accept(echo.getMessage());
    }
    call.halfClose();
    EchoResponse echo = call.read();
    while (echo != null) {
      heard.accept(echo.getMessage());
      echo = call.read();
    }
    // end::step-7[]
  }
}
