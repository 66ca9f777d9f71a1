package workbook.bidistream;

import io.grpc.Status;
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
        // TODO step 1
        responses.onError(
            Status.UNIMPLEMENTED
                .withDescription("step 1: send the message back")
                .asRuntimeException());
        // end::step-1[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // The client has gone: there is nobody to answer.
      }

      @Override
      public void onCompleted() {
        // tag::step-1[]
        // TODO step 1
        responses.onError(
            Status.UNIMPLEMENTED.withDescription("step 1: end the call").asRuntimeException());
        // end::step-1[]
      }
    };
  }
}
