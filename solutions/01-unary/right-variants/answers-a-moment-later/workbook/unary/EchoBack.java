package workbook.unary;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends every message back as it came. */
public final class EchoBack extends EchoGrpc.EchoImplBase {

  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    // tag::step-1[]
    EchoResponse answer = EchoResponse.newBuilder().setMessage(request.getMessage()).build();
    CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              responses.onNext(answer);
              responses.onCompleted();
            });
    // end::step-1[]
  }
}
