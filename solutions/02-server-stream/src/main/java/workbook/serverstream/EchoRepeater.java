package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends a word back again and again, until the client has gone. */
public final class EchoRepeater extends EchoGrpc.EchoImplBase {
  private final ScheduledExecutorService scheduler;
  private final Duration interval;

  /**
   * A repeater.
   *
   * @param scheduler keeps the pace of all streams; the repeater does not shut it down
   * @param interval from one message of a stream to the next
   */
  public EchoRepeater(ScheduledExecutorService scheduler, Duration interval) {
    this.scheduler = scheduler;
    this.interval = interval;
  }

  @Override
  public void serverStreamingEcho(EchoRequest word, StreamObserver<EchoResponse> responses) {
    ServerCallStreamObserver<EchoResponse> call =
        (ServerCallStreamObserver<EchoResponse>) responses;
    EchoResponse echo = EchoResponse.newBuilder().setMessage(word.getMessage()).build();
    // tag::step-5[]
    ScheduledFuture<?> ticks = // <1>
        scheduler.scheduleAtFixedRate(
            () -> tick(call, echo), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    // end::step-5[]
    // tag::step-6[]
    call.setOnCancelHandler(() -> ticks.cancel(false));
    // end::step-6[]
  }

  /** What happens once in every interval of a stream. */
  private static void tick(ServerCallStreamObserver<EchoResponse> call, EchoResponse echo) {
    // tag::step-7[]
    if (!call.isReady()) {
      return;
    }
    // end::step-7[]
    // tag::step-5[]
    call.onNext(echo); // <2>
    // end::step-5[]
  }
}
