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
    super.unaryEcho(request, responses);
    // end::mistake[]
    responses.onNext(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
    responses.onCompleted();
    // end::step-1[]
  }
}
