package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/**
 * Does nothing before the client has said yes. To "sell" it answers "sell?"; when the client's next
 * message is "yes" it answers "sell: done", and to anything else "sell: not done".
 */
public final class Confirmer extends EchoGrpc.EchoImplBase {

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      // tag::step-6[]
      private CompletableFuture<String> reply;

      // end::step-6[]
      @Override
      public void onNext(EchoRequest request) {
        // tag::step-6[]
        String word = request.getMessage();
        if (reply == null) {
          reply = new CompletableFuture<>();
          reply.thenAccept(yes -> say(word + (yes.equals("yes") ? ": done" : ": not done")));
          say(word + "?");
        } else {
          CompletableFuture<String> answered = reply;
          reply = null;
          answered.complete(word);
        }
        // end::step-6[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // The client has gone, and has confirmed nothing.
      }

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }

      // tag::step-6[]
      private void say(String text) {
        responses.onNext(EchoResponse.newBuilder().setMessage(text).build());
      }
      // end::step-6[]
    };
  }
}
