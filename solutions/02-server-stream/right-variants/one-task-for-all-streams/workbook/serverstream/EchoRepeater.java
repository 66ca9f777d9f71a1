package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    Stream stream = new Stream(call, echo);
    open.add(stream);
    if (started.compareAndSet(false, true)) {
      scheduler.scheduleAtFixedRate(
          this::tick, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }
    // end::step-5[]
    // tag::step-6[]
    call.setOnCancelHandler(() -> open.remove(stream));
    // end::step-6[]
  }

  // tag::step-5[]
  private record Stream(ServerCallStreamObserver<EchoResponse> call, EchoResponse echo) {}

  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean started = new AtomicBoolean();

  private void tick() {
    for (Stream stream : open) {
      if (stream.call().isReady()) {
        stream.call().onNext(stream.echo());
      }
    }
  }
  // end::step-5[]
}
