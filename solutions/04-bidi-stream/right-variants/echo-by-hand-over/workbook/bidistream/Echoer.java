package workbook.bidistream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends each message back from a thread of its own, and takes the next one only then. */
public final class Echoer extends EchoGrpc.EchoImplBase {
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "echoer");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    ServerCallStreamObserver<EchoResponse> call =
        (ServerCallStreamObserver<EchoResponse>) responses;
    call.disableAutoRequest();
    call.request(1);
    return new StreamObserver<>() {
      @Override
      public void onNext(EchoRequest request) {
        worker.execute(
            () -> {
              call.onNext(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
              call.request(1);
            });
      }

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        worker.execute(call::onCompleted);
      }
    };
  }
}
