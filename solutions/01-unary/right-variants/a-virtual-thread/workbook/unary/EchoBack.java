package workbook.unary;

import io.grpc.stub.StreamObserver;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends every message back as it came. */
public final class EchoBack extends EchoGrpc.EchoImplBase {

  /** The workbook is compiled for Java 17. */
  private static void start(Runnable work) {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    } catch (ReflectiveOperationException olderJdk) {
      new Thread(work).start();
    }
  }

  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    // tag::step-1[]
    EchoResponse answer = EchoResponse.newBuilder().setMessage(request.getMessage()).build();
    Runnable work =
        () -> {
          try {
            Thread.sleep(2);
          } catch (InterruptedException e) {
            return;
          }
          responses.onNext(answer);
          responses.onCompleted();
        };
    start(work);
    // end::step-1[]
  }
}
