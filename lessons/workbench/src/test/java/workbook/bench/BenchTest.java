package workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbook.bench.conversation.Transcript;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

class BenchTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aCallIsRecordedOnBothEnds() {
    bench.serve(echo(true));

    Caller<EchoRequest, EchoResponse> caller = bench.call(EchoGrpc.getUnaryEchoMethod());
    caller.send(request("hello")).halfClose();

    assertThat(caller.expectOneAnswer("an answer").getMessage()).isEqualTo("hello");
    assertThat(Transcript.of(bench.conversation()).script())
        .containsExactly(
            "client -> server: EchoRequest(\"hello\")",
            "client -> server: half-close",
            "server -> client: EchoResponse(\"hello\")",
            "server -> client: status OK");
  }

  @Test
  void aCallThatIsNeverEndedIsKnownWithoutWaiting() {
    bench.serve(echo(false));

    Caller<EchoRequest, EchoResponse> caller = bench.call(EchoGrpc.getUnaryEchoMethod());
    caller.send(request("hello")).halfClose();

    assertThatExceptionOfType(Mismatch.class)
        .isThrownBy(() -> caller.expectOneAnswer("an answer"))
        .withMessageContaining("the call is still open");
    assertThat(bench.limitReached()).isFalse();
  }

  @Test
  void anAnswerFromAnotherThreadIsWaitedFor() {
    CountDownLatch asked = new CountDownLatch(1);
    bench.serve(
        new EchoGrpc.EchoImplBase() {
          @Override
          public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
            new Thread(
                    () -> {
                      await(asked);
                      responses.onNext(EchoResponse.getDefaultInstance());
                      responses.onCompleted();
                    })
                .start();
          }
        });

    Caller<EchoRequest, EchoResponse> caller = bench.call(EchoGrpc.getUnaryEchoMethod());
    caller.send(request("hello")).halfClose();
    asked.countDown();

    caller.expectOneAnswer("an answer");
  }

  @Test
  void deadlinesPassWhenTheTimeIsMoved() {
    bench.serve(
        new EchoGrpc.EchoImplBase() {
          @Override
          public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
            // never answers
          }
        });

    Caller<EchoRequest, EchoResponse> caller =
        bench.call(
            EchoGrpc.getUnaryEchoMethod(),
            CallOptions.DEFAULT.withDeadline(Deadline.after(1, TimeUnit.HOURS)));
    caller.send(request("hello")).halfClose();
    bench.time().advance(Duration.ofHours(2));

    caller.expectStatus("the deadline passes", Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void aClientThatBlocksForEverIsFoundAndNamed() {
    Background<Void> client =
        bench.background(
            "ask()",
            () -> {
              new CountDownLatch(1).await();
              return null;
            });

    assertThatExceptionOfType(Mismatch.class)
        .isThrownBy(() -> client.expectReturn("ask returns"))
        .withMessageContaining("ask() still waits");
  }

  @Test
  void aHandlerHearsThatItsClientHasGoneWhenTheStepIsOver() {
    CountDownLatch gone = new CountDownLatch(1);
    bench
        .serverThreads(1)
        .serve(
            new EchoGrpc.EchoImplBase() {
              @Override
              public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
                ((ServerCallStreamObserver<EchoResponse>) responses)
                    .setOnCancelHandler(gone::countDown);
              }
            });
    bench.call(EchoGrpc.getUnaryEchoMethod()).send(request("hello")).halfClose();
    bench.expectHandlersReturn("the method returns");

    bench.close();

    assertThat(gone.getCount()).isZero();
  }

  @Test
  void aCallNeedsAServer() {
    assertThatIllegalStateException()
        .isThrownBy(() -> bench.call(EchoGrpc.getUnaryEchoMethod()))
        .withMessageContaining("start a server first");
  }

  private static EchoGrpc.EchoImplBase echo(boolean complete) {
    return new EchoGrpc.EchoImplBase() {
      @Override
      public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
        responses.onNext(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
        if (complete) {
          responses.onCompleted();
        }
      }
    };
  }

  private static EchoRequest request(String message) {
    return EchoRequest.newBuilder().setMessage(message).build();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
