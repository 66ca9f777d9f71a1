package workbook.bidistream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Keeps what it owes in a queue, and cancels it when the client has gone. */
public final class MountainEcho extends EchoGrpc.EchoImplBase {
  private final ScheduledExecutorService scheduler;
  private final Duration delay;

  public MountainEcho(ScheduledExecutorService scheduler, Duration delay) {
    this.scheduler = scheduler;
    this.delay = delay;
  }

  @Override
  public StreamObserver<EchoRequest> bidirectionalStreamingEcho(
      StreamObserver<EchoResponse> responses) {
    Echoes echoes = new Echoes(responses);
    ((ServerCallStreamObserver<EchoResponse>) responses).setOnCancelHandler(echoes::forget);
    return echoes;
  }

  private final class Echoes implements StreamObserver<EchoRequest> {
    private final StreamObserver<EchoResponse> responses;
    private final Queue<Future<?>> owed = new ArrayDeque<>();
    private boolean halfClosed;

    Echoes(StreamObserver<EchoResponse> responses) {
      this.responses = responses;
    }

    @Override
    public synchronized void onNext(EchoRequest shout) {
      owed.add(
          scheduler.schedule(
              () -> echo(shout.getMessage()), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized void echo(String message) {
      owed.remove();
      responses.onNext(EchoResponse.newBuilder().setMessage(message).build());
      endIfNothingIsOwed();
    }

    synchronized void forget() {
      owed.forEach(echo -> echo.cancel(false));
      owed.clear();
    }

    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public synchronized void onCompleted() {
      halfClosed = true;
      endIfNothingIsOwed();
    }

    private void endIfNothingIsOwed() {
      if (halfClosed && owed.isEmpty()) {
        responses.onCompleted();
      }
    }
  }
}
