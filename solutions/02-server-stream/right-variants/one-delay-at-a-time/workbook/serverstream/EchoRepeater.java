package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
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
    Pace pace = new Pace(call, echo);
    pace.next();
    // end::step-5[]
    // tag::step-6[]
    call.setOnCancelHandler(pace::end);
    // end::step-6[]
  }

  // tag::step-5[]
  /** The pace of one stream; used by the scheduler's threads and by gRPC's. */
  private final class Pace implements Runnable {
    private final ServerCallStreamObserver<EchoResponse> call;
    private final EchoResponse echo;
    private Future<?> next;
    private boolean ended;

    Pace(ServerCallStreamObserver<EchoResponse> call, EchoResponse echo) {
      this.call = call;
      this.echo = echo;
    }

    synchronized void next() {
      next = scheduler.schedule(this, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void run() {
      if (ended) {
        return;
      }
      if (call.isReady()) {
        call.onNext(echo);
      }
      next();
    }

    synchronized void end() {
      ended = true;
      next.cancel(false);
    }
  }
  // end::step-5[]
}
