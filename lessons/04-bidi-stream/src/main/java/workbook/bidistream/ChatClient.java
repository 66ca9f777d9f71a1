package workbook.bidistream;

import io.grpc.Channel;
import io.grpc.Status;
import java.util.Iterator;
import java.util.function.Consumer;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** Somebody in a chat: says notes and hears those of the others, both at once. */
public final class ChatClient {
  private final RouteGuideGrpc.RouteGuideStub stub;

  /** A client on a channel that stays open. */
  public ChatClient(Channel channel) {
    this.stub = RouteGuideGrpc.newStub(channel);
  }

  /**
   * Says each note, half-closes, and returns when the server has ended the call.
   *
   * @param notes what to say; {@code next} may take its time, as somebody does who types
   * @param heard is given each note that comes, at once, by one thread after the other
   * @throws io.grpc.StatusRuntimeException with the status that ended the call, if it was not OK
   * @throws InterruptedException if interrupted while waiting; the call is cancelled then
   */
  public void talk(Iterator<RouteNote> notes, Consumer<RouteNote> heard)
      throws InterruptedException {
    // tag::step-6[]
    // TODO step 6
    throw Status.UNIMPLEMENTED
        .withDescription("step 6: talk, and listen meanwhile")
        .asRuntimeException();
    // end::step-6[]
  }

  // tag::step-6[]
  // end::step-6[]
}
