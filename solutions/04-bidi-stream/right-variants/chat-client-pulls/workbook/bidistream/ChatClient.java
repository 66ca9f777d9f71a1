package workbook.bidistream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** Talks on the caller's thread and listens on a second one. */
public final class ChatClient {
  private final RouteGuideGrpc.RouteGuideBlockingV2Stub stub;

  public ChatClient(Channel channel) {
    this.stub = RouteGuideGrpc.newBlockingV2Stub(channel);
  }

  public void talk(Iterator<RouteNote> notes, Consumer<RouteNote> heard)
      throws InterruptedException {
    BlockingClientCall<RouteNote, RouteNote> call = stub.routeChat();
    FutureTask<Void> listening =
        new FutureTask<>(
            () -> {
              for (RouteNote note = call.read(); note != null; note = call.read()) {
                heard.accept(note);
              }
              return null;
            });
    Thread listener = new Thread(listening, "listener");
    listener.setDaemon(true);
    listener.start();
    try {
      while (!listening.isDone() && notes.hasNext() && call.write(notes.next())) {
        // said
      }
      call.halfClose();
      listening.get();
    } catch (StatusException e) {
      throw e.getStatus().asRuntimeException(e.getTrailers());
    } catch (ExecutionException e) {
      throw Status.fromThrowable(e.getCause()).asRuntimeException();
    } catch (InterruptedException | RuntimeException e) {
      call.cancel("the talker gave up", e);
      throw e;
    }
  }
}
