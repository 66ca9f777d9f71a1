package workbook.bidistream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    CompletableFuture<Void> end = new CompletableFuture<>();
    ClientCallStreamObserver<RouteNote> mouth =
        (ClientCallStreamObserver<RouteNote>) stub.routeChat(new Ear(heard, end));
    try {
      while (!end.isDone() && notes.hasNext()) {
        // tag::mistake[]
        RouteNote note = notes.next();
        if (!note.getMessage().isEmpty()) {
          mouth.onNext(note);
        }
        // end::mistake[]
      }
      mouth.onCompleted();
      end.get();
    } catch (ExecutionException e) {
      throw Status.fromThrowable(e.getCause()).asRuntimeException();
    } catch (InterruptedException | RuntimeException e) {
      mouth.cancel("the talker gave up", e);
      throw e;
    }
    // end::step-6[]
  }

  // tag::step-6[]
  /** Only hears. What is to be said is never said, nor waited for, from here. */
  private record Ear(Consumer<RouteNote> heard, CompletableFuture<Void> end)
      implements StreamObserver<RouteNote> {
    @Override
    public void onNext(RouteNote note) {
      heard.accept(note);
    }

    @Override
    public void onError(Throwable thrown) {
      end.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      end.complete(null);
    }
  }
  // end::step-6[]
}
