package workbook.bench.demo;

import io.grpc.stub.StreamObserver;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** A solved unary echo; its other calls answer UNIMPLEMENTED. */
final class EchoOnce extends EchoGrpc.EchoImplBase {
  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> answers) {
    answers.onNext(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
    answers.onCompleted();
  }
}
