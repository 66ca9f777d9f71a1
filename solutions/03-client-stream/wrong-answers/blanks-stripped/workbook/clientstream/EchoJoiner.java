package workbook.clientstream;

import io.grpc.stub.StreamObserver;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Takes words one by one and sends them back as one text, with a blank between two words. */
public final class EchoJoiner extends EchoGrpc.EchoImplBase {

  @Override
  public StreamObserver<EchoRequest> clientStreamingEcho(StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      // tag::step-1[]
      private final StringBuilder text = new StringBuilder();

      // end::step-1[]
      @Override
      public void onNext(EchoRequest word) {
        // tag::step-1[]
        text.append(word.getMessage()).append(" ");
        // end::step-1[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // The client has gone: there is nobody to answer.
      }

      @Override
      public void onCompleted() {
        // tag::step-1[]
        // tag::mistake[]
        String joined = text.toString().strip();
        responses.onNext(EchoResponse.newBuilder().setMessage(joined).build());
        // end::mistake[]
        responses.onCompleted();
        // end::step-1[]
      }
    };
  }
}
