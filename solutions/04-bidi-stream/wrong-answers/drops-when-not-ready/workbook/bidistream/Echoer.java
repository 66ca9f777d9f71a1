package workbook.bidistream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends each message back as soon as it has come. */
public final class Echoer extends EchoGrpc.EchoImplBase {

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      @Override
      public void onNext(EchoRequest request) {
        // tag::step-1[]
        // tag::mistake[]
        if (((ServerCallStreamObserver<EchoResponse>) responses).isReady()) {
          responses.onNext(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
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
        responses.onCompleted();
        // end::step-1[]
      }
    };
  }
}
