package workbook.unary;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends every message back as it came. */
public final class EchoBack extends EchoGrpc.EchoImplBase {

  private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();

  /** Ends with the process: a service has no end. */
  public EchoBack() {
    Thread thread = new Thread(this::send, "echoes");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    try {
      while (true) {
        answers.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    // tag::step-1[]
    EchoResponse answer = EchoResponse.newBuilder().setMessage(request.getMessage()).build();
    answers.add(
        () -> {
          responses.onNext(answer);
          responses.onCompleted();
        });
    // end::step-1[]
  }
}
