package workbook.unary;

import io.grpc.stub.StreamObserver;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends every message back as it came. */
public final class EchoBack extends EchoGrpc.EchoImplBase {

  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    // tag::step-1[]
    // tag::mistake[]
    String message = request.getMessage();
    message = message.substring(0, Math.min(256, message.length()));
    responses.onNext(EchoResponse.newBuilder().setMessage(message).build());
    // end::mistake[]
    responses.onCompleted();
    // end::step-1[]
  }
}
