package workbook.bidistream;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
      private volatile boolean gone;

      // end::step-2[]
      @Override
      public void onNext(EchoRequest shout) {
        // tag::step-2[]
        // tag::mistake[]
        String message = shout.getMessage().strip();
        EchoResponse echo = EchoResponse.newBuilder().setMessage(message).build();
        // end::mistake[]
        later(() -> responses.onNext(echo));
        // end::step-2[]
      }

      @Override
      public void onError(Throwable cancelled) {
        // tag::step-2[]
        gone = true;
        // end::step-2[]
      }

      @Override
      public void onCompleted() {
        // tag::step-2[]
        // The end takes the same way as the echoes, so it comes after the last of them.
        later(responses::onCompleted);
        // end::step-2[]
      }

      // tag::step-2[]
      private void later(Runnable answer) {
        Runnable unlessGone =
            () -> {
              if (!gone) {
                answer.run();
              }
            };
        scheduler.schedule(unlessGone, delay.toNanos(), TimeUnit.NANOSECONDS);
      }
      // end::step-2[]
    };
  }
}
