package workbook.threadsafety;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Answers by asking an archive, which may take its time. */
public final class Desk extends EchoGrpc.EchoImplBase {
  private final EchoGrpc.EchoBlockingStub archive;
  private final Executor executor;

  /**
   * A desk.
   *
   * @param archive a channel to the Echo service that is asked
   * @param executor has threads that may wait
   */
  public Desk(Channel archive, Executor executor) {
    this.archive = EchoGrpc.newBlockingStub(ClientInterceptors.intercept(archive, Trace.client()));
    this.executor = executor;
  }

  @Override
  public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    // tag::step-5[]
    EchoGrpc.newStub(archive.getChannel())
        .unaryEcho(
            request,
            new StreamObserver<EchoResponse>() {
              public void onNext(EchoResponse a) {
                responses.onNext(a);
              }

              public void onError(Throwable t) {
                responses.onError(
                    Status.UNAVAILABLE.withDescription("no archive").asRuntimeException());
              }

              public void onCompleted() {
                responses.onCompleted();
              }
            });
    // end::step-5[]
  }

  /** Asks the archive, waits for its answer and passes it on. */
  private void askArchive(EchoRequest request, StreamObserver<EchoResponse> responses) {
    EchoResponse answer;
    try {
      answer = archive.unaryEcho(request);
    } catch (StatusRuntimeException e) {
      responses.onError(
          Status.UNAVAILABLE.withDescription("the archive did not answer").asRuntimeException());
      return;
    }
    responses.onNext(answer);
    responses.onCompleted();
  }
}
