package workbook.bidistream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Turns what is pushed into something that can be pulled. */
public final class Yodeller {
  private final EchoGrpc.EchoStub stub;
  private final Duration limit;

  public Yodeller(Channel channel, Duration limit) {
    this.stub = EchoGrpc.newStub(channel);
    this.limit = limit;
  }

  public void yodel(List<String> words, Consumer<String> heard)
      throws StatusException, InterruptedException {
    BlockingQueue<Object> came = new LinkedBlockingQueue<>();
    StreamObserver<EchoRequest> mouth =
        stub.withDeadlineAfter(limit)
            .bidirectionalStreamingEcho(
                new StreamObserver<>() {
                  @Override
                  public void onNext(EchoResponse echo) {
                    came.add(echo.getMessage());
                  }

                  @Override
                  public void onError(Throwable thrown) {
                    came.add(Status.fromThrowable(thrown));
                  }

                  @Override
                  public void onCompleted() {
                    came.add(Status.OK);
                  }
                });
    for (String word : words) {
      mouth.onNext(EchoRequest.newBuilder().setMessage(word).build());
      if (!next(came, heard)) {
        return;
      }
    }
    mouth.onCompleted();
    boolean more = true;
    while (more) {
      more = next(came, heard);
    }
  }

  /** Takes what comes next; false if it was a good end. */
  private static boolean next(BlockingQueue<Object> came, Consumer<String> heard)
      throws StatusException, InterruptedException {
    Object next = came.take();
    if (next instanceof Status status) {
      if (status.isOk()) {
        return false;
      }
      throw status.asException();
    }
    heard.accept((String) next);
    return true;
  }
}
