package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/**
 * Sends each message back as a mountain does: after a while, whatever the caller does meanwhile.
 */
public final class MountainEcho extends EchoGrpc.EchoImplBase {
  private final ScheduledExecutorService scheduler;
  private final Duration delay;

  /**
   * A mountain.
   *
   * @param scheduler has one thread, so what it runs for a call neither overlaps nor overtakes
   * @param delay from a message to its echo
   */
  public MountainEcho(ScheduledExecutorService scheduler, Duration delay) {
    this.scheduler = scheduler;
    this.delay = delay;
  }

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    return new StreamObserver<>() {
      // tag::step-2[]

      // end::step-2[]
      @Override
      public void onNext(EchoRequest shout) {
        // tag::step-2[]
        // TODO step 2
        responses.onError(
            Status.UNIMPLEMENTED
                .withDescription("step 2: send the message back after the delay")
                .asRuntimeException());
        // end::step-2[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // tag::step-2[]
        // TODO step 2
        // end::step-2[]
      }

      @Override
      public void onCompleted() {
        // tag::step-2[]
        // TODO step 2
        responses.onError(
            Status.UNIMPLEMENTED
                .withDescription("step 2: end the call after the last echo")
                .asRuntimeException());
        // end::step-2[]
      }

      // tag::step-2[]
      // end::step-2[]
    };
  }
}
