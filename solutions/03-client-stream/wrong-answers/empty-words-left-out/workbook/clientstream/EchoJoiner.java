package workbook.clientstream;

import io.grpc.stub.StreamObserver;
import java.util.StringJoiner;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Takes words one by one and sends them back as one text, with a blank between two words. */
public final class EchoJoiner extends EchoGrpc.EchoImplBase {

  @Override
  public StreamObserver<EchoRequest> clientStreamingEcho(StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      // tag::step-1[]
      private final StringJoiner text = new StringJoiner(" ");

      // end::step-1[]
      @Override
      public void onNext(EchoRequest word) {
        // tag::step-1[]
        // tag::mistake[]
        if (!word.getMessage().isEmpty()) {
          text.add(word.getMessage());
        }
        // end::mistake[]
        // end::step-1[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // The client has gone: there is nobody to answer.
      }

      @Override
      public void onCompleted() {
        // tag::step-1[]
        responses.onNext(EchoResponse.newBuilder().setMessage(text.toString()).build());
        responses.onCompleted();
        // end::step-1[]
      }
    };
  }
}
