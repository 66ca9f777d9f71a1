package workbook.serverstream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** The scheduler only says when; one thread sends, as long as there is a stream. */
public final class EchoRepeater extends EchoGrpc.EchoImplBase {
  private final ScheduledExecutorService scheduler;
  private final Duration interval;
  private final BlockingQueue<Runnable> due = new LinkedBlockingQueue<>();
  private Thread sender;
  private int streams;

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
    begins();
    ScheduledFuture<?> ticks =
        scheduler.scheduleAtFixedRate(
            () -> due.add(() -> send(call, echo)), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    call.setOnCancelHandler(
        () -> {
          ticks.cancel(false);
          ends();
        });
  }

  private static void send(ServerCallStreamObserver<EchoResponse> call, EchoResponse echo) {
    if (call.isReady() && !call.isCancelled()) {
      call.onNext(echo);
    }
  }

  private synchronized void begins() {
    if (streams++ == 0) {
      sender = new Thread(this::sendWhatIsDue, "sender");
      sender.start();
    }
  }

  private synchronized void ends() {
    if (--streams == 0) {
      sender.interrupt();
    }
  }

  private void sendWhatIsDue() {
    try {
      while (true) {
        due.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
