package workbook.serverstream;

import static workbook.bench.diagnosis.CallDiagnosis.KEPT_SENDING_AFTER_CANCEL;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.ONE_TASK_FOR_ALL;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.SCHEDULER_SHUT_DOWN;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.SEARCHED_ON;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.STILL_SCHEDULED;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.world.ManualTime;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

@Step(value = 6, openEnded = true)
class Step6WhenTheClientHasGone {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Rectangle AROUND_ZURICH =
      Samples.area(470_000_000, 80_000_000, 480_000_000, 90_000_000);

  private final ManualTime pace = new ManualTime();

  @Test
  @Order(1)
  void byACancel(Bench bench) {
    bench.serve(new EchoRepeater(pace, INTERVAL));
    int before = waitingWithOneReader(bench);
    Caller<EchoRequest, EchoResponse> reader = reader(bench, CallOptions.DEFAULT);

    reader.cancel();

    expectReleased(bench, before, "B cancels");
  }

  @Test
  @Order(2)
  void atItsDeadline(Bench bench) {
    bench.serve(new EchoRepeater(pace, INTERVAL));
    int before = waitingWithOneReader(bench);
    reader(bench, CallOptions.DEFAULT.withDeadline(in(bench, Duration.ofMinutes(1))));

    bench.time().advance(Duration.ofMinutes(2));

    expectReleased(bench, before, "B comes to its deadline");
  }

  @Test
  @Order(3)
  void withItsConnection(Bench bench) {
    bench.serve(new EchoRepeater(pace, INTERVAL));
    int before = waitingWithOneReader(bench);
    ManagedChannel connection = bench.channel();
    reader(bench, CallOptions.DEFAULT);

    connection.shutdownNow();

    expectReleased(bench, before, "B loses its connection");
  }

  @Test
  @Order(4)
  void theOthersStay(Bench bench) {
    bench.serve(new EchoRepeater(pace, INTERVAL));
    Caller<EchoRequest, EchoResponse> stays = reader(bench, CallOptions.DEFAULT);
    Caller<EchoRequest, EchoResponse> goes = reader(bench, CallOptions.DEFAULT);
    Caller<EchoRequest, EchoResponse> staysToo = reader(bench, CallOptions.DEFAULT);

    goes.cancel();
    bench.settle();
    int before = stays.answers().size();
    int beforeToo = staysToo.answers().size();
    pace.advance(INTERVAL.multipliedBy(3));

    if (!bench.comesTrue(
        () -> stays.answers().size() >= before + 3 && staysToo.answers().size() >= beforeToo + 3)) {
      throw new Mismatch(
              "when reader B goes, A and C still get a message in each interval",
              "in three intervals, A got %d and C %d"
                  .formatted(
                      stays.answers().size() - before, staysToo.answers().size() - beforeToo))
          .because(pace.isShutdown() ? SCHEDULER_SHUT_DOWN : ONE_TASK_FOR_ALL);
    }
  }

  @Test
  @Order(5)
  void theListStops(Bench bench) {
    AtomicReference<ServerCall<?, ?>> call = new AtomicReference<>();
    bench.serverThreads(2).interceptServer(keep(call));
    HeldAtTheThird features = new HeldAtTheThird();
    bench.serve(new FeatureLister(features));
    Caller<Rectangle, Feature> reader = bench.call(RouteGuideGrpc.getListFeaturesMethod());
    try {
      reader.send(AROUND_ZURICH).halfClose();
      bench.await("the list begins", () -> features.lookedAt() == 3, "it does not");
      reader.cancel();
      bench.await(
          "the server learns that its client has gone", call.get()::isCancelled, "it does not");
    } finally {
      features.goOn();
    }
    bench.settle();

    bench
        .expect(
            "features that FeatureLister looks at, of 1000, if the client goes at the third",
            features.lookedAt())
        .diagnose(HeldAtTheThird.ALL, SEARCHED_ON)
        .matches("hardly more than 3", lookedAt -> lookedAt < 20);
  }

  private static ServerInterceptor keep(AtomicReference<ServerCall<?, ?>> kept) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        kept.set(call);
        return next.startCall(call, headers);
      }
    };
  }

  /** A thousand features. Whoever takes the third waits until the step lets him go on. */
  private static final class HeldAtTheThird implements Iterable<Feature> {
    static final int ALL = 1000;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger lookedAt = new AtomicInteger();

    int lookedAt() {
      return lookedAt.get();
    }

    void goOn() {
      goOn.countDown();
    }

    @Override
    public Iterator<Feature> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return lookedAt.get() < ALL;
        }

        @Override
        public Feature next() {
          if (lookedAt.incrementAndGet() == 3) {
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          // What lies outside of the area is looked at too, and must not be looked at for nobody.
          return lookedAt.get() >= 3 ? Samples.PARIS : Samples.ZURICH;
        }
      };
    }
  }

  /** A reader whose stream has begun. */
  private Caller<EchoRequest, EchoResponse> reader(Bench bench, CallOptions options) {
    Caller<EchoRequest, EchoResponse> reader =
        bench.call(EchoGrpc.getServerStreamingEchoMethod(), options);
    reader.send(EchoRequest.newBuilder().setMessage("hello").build()).halfClose();
    Paced.expectScheduled(bench, pace);
    pace.advance(INTERVAL);
    reader.expectAnswer("each reader gets a message in its first interval");
    return reader;
  }

  /**
   * How much waits in the scheduler for reader A, who stays; a task that serves all readers may be
   * in it.
   */
  private int waitingWithOneReader(Bench bench) {
    reader(bench, CallOptions.DEFAULT);
    return pace.waiting();
  }

  /** How much waits once the scheduler has done what it was told to do at once. */
  private int waiting() {
    pace.runDue();
    return pace.waiting();
  }

  private void expectReleased(Bench bench, int before, String gone) {
    boolean released = bench.comesTrue(() -> waiting() <= before);
    bench.settle();
    int sent = sent(bench);
    pace.advance(INTERVAL.multipliedBy(3));
    bench.settle();
    if (sent(bench) > sent) {
      throw new Mismatch(
              "nothing is sent to reader B once " + gone,
              (sent(bench) - sent) + " more messages in three intervals")
          .because(KEPT_SENDING_AFTER_CANCEL);
    }
    if (released) {
      return;
    }
    throw new Mismatch(
            "the task of reader B leaves the scheduler when " + gone,
            pace.isShutdown()
                ? "the scheduler was shut down, and it is still there"
                : "it is still there")
        .because(pace.isShutdown() ? SCHEDULER_SHUT_DOWN : STILL_SCHEDULED);
  }

  private static int sent(Bench bench) {
    return bench.calls().get(1).seen(End.SERVER, Kind.RESPONSE).size();
  }

  private static Deadline in(Bench bench, Duration limit) {
    return Deadline.after(
        limit.toNanos(),
        TimeUnit.NANOSECONDS,
        new Deadline.Ticker() {
          @Override
          public long nanoTime() {
            return bench.time().nanos();
          }
        });
  }
}
