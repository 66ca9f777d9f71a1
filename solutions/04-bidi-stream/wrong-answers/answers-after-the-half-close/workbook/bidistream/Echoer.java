package workbook.bidistream;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends each message back as soon as it has come. */
public final class Echoer extends EchoGrpc.EchoImplBase {

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      private final List<EchoResponse> answers = new ArrayList<>();

      @Override
      public void onNext(EchoRequest request) {
        // tag::step-1[]
        // tag::mistake[]
        answers.add(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
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
        // tag::mistake[]
        answers.forEach(responses::onNext);
        responses.onCompleted();
        // end::mistake[]
        // end::step-1[]
      }
    };
  }
}
