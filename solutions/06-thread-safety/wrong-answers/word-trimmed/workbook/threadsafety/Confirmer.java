package workbook.threadsafety;

import io.grpc.stub.StreamObserver;
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
      private String unconfirmed; // callbacks of one call never overlap: no lock

      // end::step-6[]
      @Override
      public void onNext(EchoRequest request) {
        // tag::step-6[]
        String word = request.getMessage();
        if (unconfirmed == null) {
          unconfirmed = word.trim();
          say(unconfirmed + "?");
        } else {
          say(unconfirmed + (word.equals("yes") ? ": done" : ": not done"));
          unconfirmed = null;
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
