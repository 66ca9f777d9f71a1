package workbook.unary;

import io.grpc.stub.StreamObserver;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends every message back as it came. */
public final class EchoBack extends EchoGrpc.EchoImplBase {
  private EchoResponse answer;

  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    // tag::step-1[]
    if (answer == null) {
      answer = EchoResponse.newBuilder().setMessage(request.getMessage()).build();
    }
    responses.onNext(answer);
    responses.onCompleted();
    // end::step-1[]
  }
}
