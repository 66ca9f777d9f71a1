package workbook.clientstream;

import io.grpc.stub.StreamObserver;
import java.util.LinkedHashSet;
import java.util.Set;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Takes words one by one and sends them back as one text, with a blank between two words. */
public final class EchoJoiner extends EchoGrpc.EchoImplBase {

  @Override
  public StreamObserver<EchoRequest> clientStreamingEcho(StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      // tag::step-1[]
      // tag::mistake[]
      private final Set<String> words = new LinkedHashSet<>();

      // end::mistake[]

      // end::step-1[]
      @Override
      public void onNext(EchoRequest word) {
        // tag::step-1[]
        words.add(word.getMessage());
        // end::step-1[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // The client has gone: there is nobody to answer.
      }

      @Override
      public void onCompleted() {
        // tag::step-1[]
        responses.onNext(EchoResponse.newBuilder().setMessage(String.join(" ", words)).build());
        responses.onCompleted();
        // end::step-1[]
      }
    };
  }
}
