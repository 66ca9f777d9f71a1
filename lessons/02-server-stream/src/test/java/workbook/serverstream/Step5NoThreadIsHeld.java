package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.SCHEDULER_HELD;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.world.ManualTime;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(value = 5, openEnded = true)
class Step5NoThreadIsHeld {
  private static final Duration INTERVAL = Duration.ofHours(1).plusMillis(500);
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final String RETURNS =
      "the method returns at once and leaves the pace to the scheduler";

  private final ManualTime pace = new ManualTime();

  @Test
  @Order(1)
  void oneMessageInEachInterval(Bench bench) {
    Brake brake = new Brake();
    bench.serverThreads(2).interceptServer(brake).serve(new EchoRepeater(pace, INTERVAL));
    Caller<EchoRequest, EchoResponse> reader = reader(bench, "hello");

    bench.expectHandlersReturn(RETURNS);
    Paced.expectScheduled(bench, pace);
    advance(bench, brake, INTERVAL.minus(MOMENT));
    int early = reader.answers().size();
    advance(bench, brake, MOMENT.plus(INTERVAL.multipliedBy(2)));
    bench.comesTrue(() -> reader.answers().size() >= 3);
    bench.settle();

    brake.expectNothingHeld();
    bench
        .expect("messages before the first interval, of an hour and half a second, is over", early)
        .matches("1 at most", messages -> messages <= 1);
    bench
        .expect("messages in three intervals", reader.answers().size())
        .matches("3, or 4 if the first comes at once", messages -> messages == 3 || messages == 4);
    bench
        .expect(
            "the words",
            reader.answers().stream().map(EchoResponse::getMessage).distinct().toList())
        .is(List.of("hello"));
    if (reader.status() != null) {
      throw new Mismatch("a stream without end", "the call has ended");
    }
  }

  @Test
  @Order(2)
  void aHundredStreamsOnTwoThreads(Bench bench) {
    bench.serverThreads(2).interceptServer(new Brake()).serve(new EchoRepeater(pace, INTERVAL));
    List<Caller<EchoRequest, EchoResponse>> readers = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      readers.add(reader(bench, "reader " + i));
    }

    bench.expectHandlersReturn(RETURNS);
    Paced.expectScheduled(bench, pace);
    pace.advance(INTERVAL.multipliedBy(3));

    for (int i = 1; i <= 100; i++) {
      Caller<EchoRequest, EchoResponse> reader = readers.get(i - 1);
      List<EchoResponse> answers =
          reader.expectAnswers("three messages for each of 100 readers", 3);
      bench.expect("what reader " + i + " gets", answers.get(2).getMessage()).is("reader " + i);
    }
  }

  /** Moves the pace on a thread of its own, since a task may hold it. */
  private void advance(Bench bench, Brake brake, Duration by) {
    Background<Boolean> moved = bench.background("the scheduler", () -> pace.advance(by));
    AtomicReference<String> asleep = new AtomicReference<>("");
    bench.comesTrue(
        () -> {
          asleep.set(moved.asleepAt());
          return moved.done() || brake.held() || !asleep.get().isEmpty();
        });
    brake.expectNothingHeld();
    if (!moved.done()) {
      throw new Mismatch(
              "a task of the scheduler sends one message and ends",
              asleep.get().isEmpty()
                  ? "it is still at " + moved.place()
                  : "it sleeps at " + asleep.get())
          .because(SCHEDULER_HELD);
    }
  }

  private static Caller<EchoRequest, EchoResponse> reader(Bench bench, String word) {
    Caller<EchoRequest, EchoResponse> reader = bench.call(EchoGrpc.getServerStreamingEchoMethod());
    return reader.send(EchoRequest.newBuilder().setMessage(word).build()).halfClose();
  }

  /**
   * Holds whoever sends far more than is due, so that an endless loop stands still where it can be
   * found.
   */
  private final class Brake implements ServerInterceptor {
    private static final int FAR_TOO_MANY = 20;

    private final Thread step = Thread.currentThread();
    private volatile Mismatch held;

    boolean held() {
      return held != null;
    }

    void expectNothingHeld() {
      if (held != null) {
        throw held;
      }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new SimpleForwardingServerCall<>(call) {
            private int sent;
            private int sentNow;
            private long now = -1;

            @Override
            public void sendMessage(A message) {
              sentNow = pace.nanos() == now ? sentNow + 1 : 1;
              now = pace.nanos();
              if (++sent > FAR_TOO_MANY) {
                hold(sentNow == sent);
              }
              super.sendMessage(message);
            }
          },
          headers);
    }

    private static boolean inATask() {
      return Arrays.stream(Thread.currentThread().getStackTrace())
          .anyMatch(frame -> frame.getClassName().startsWith(ManualTime.class.getName()));
    }

    private void hold(boolean allAtOnce) {
      String expected = "one message in each interval";
      held =
          allAtOnce && inATask()
              ? new Mismatch(expected, "a loop that sends as fast as it can")
                  .because(SCHEDULER_HELD)
              : new Mismatch(
                  expected,
                  "more than %d messages in the first %d ms"
                      .formatted(FAR_TOO_MANY, Duration.ofNanos(pace.nanos()).toMillis()));
      if (Thread.currentThread() != step) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      throw new IllegalStateException("far more messages than intervals");
    }
  }
}
