package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
      private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
      private volatile boolean asking;

      // end::step-6[]
      @Override
      public void onNext(EchoRequest request) {
        // tag::step-6[]
        // tag::mistake[]
        String word = request.getMessage();
        if (asking) {
          replies.add(word);
          return;
        }
        asking = true;
        say(word + "?");
        try {
          say(word + (replies.take().equals("yes") ? ": done" : ": not done"));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        asking = false;
        // end::mistake[]
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
