package workbook.bidistream;

import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends each message back as soon as it has come. */
public final class Echoer extends EchoGrpc.EchoImplBase {

  private static final Executor POOL =
      Executors.newFixedThreadPool(
          4,
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      private final Queue<CompletableFuture<Void>> answers = new ConcurrentLinkedQueue<>();

      @Override
      public void onNext(EchoRequest request) {
        // tag::step-1[]
        // tag::mistake[]
        EchoResponse answer = EchoResponse.newBuilder().setMessage(request.getMessage()).build();
        answers.add(CompletableFuture.runAsync(() -> responses.onNext(answer), POOL));
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
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
            .thenRun(responses::onCompleted);
        // end::step-1[]
      }
    };
  }
}
