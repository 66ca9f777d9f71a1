package workbook.unary;

import static workbook.bench.diagnosis.CallDiagnosis.CHANNEL_LEFT_OPEN;
import static workbook.bench.diagnosis.UnaryDiagnosis.CHANNEL_CLOSED_EARLY;
import static workbook.bench.diagnosis.UnaryDiagnosis.CHANNEL_FOR_EACH_CALL;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.proto.routeguide.Feature;

@Step(value = 7, openEnded = true)
class Step7OneChannel {
  private static final Duration LIMIT = Limited.LIMIT;

  private final List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
  private volatile Runnable whileDialling = () -> {};

  @Test
  @Order(1)
  void threeLookUpsOneChannel(Bench bench) {
    FeatureDesk desk = desk(bench);

    Background<Feature> third =
        bench.background(
            "featureAt(Zurich), three times,",
            () -> {
              desk.featureAt(Samples.ZURICH);
              desk.featureAt(Samples.ZURICH);
              return desk.featureAt(Samples.ZURICH);
            });

    bench.comesTrue(third::done);
    if (third.threw() && !channels.isEmpty() && open() == 0) {
      throw new Mismatch(
              "featureAt returns the feature, time after time",
              "it threw, since every channel was shut down before close")
          .because(CHANNEL_CLOSED_EARLY);
    }
    bench
        .expect(
            "the feature that featureAt returned",
            third.expectReturn("featureAt returns the feature, time after time"))
        .is(Samples.ZURICH_FEATURE);
    bench
        .expect("channels that dial has made for three look-ups", channels.size())
        .diagnose(3, CHANNEL_FOR_EACH_CALL)
        .is(1);
    bench
        .expect("calls of GetFeature for three look-ups, one after the other", bench.calls().size())
        .is(3);
    close(bench, "close()", desk);
  }

  @Test
  @Order(2)
  void closedAtTheEnd(Bench bench) {
    FeatureDesk desk = desk(bench);
    Background<Feature> look =
        bench.background("featureAt(Zurich)", () -> desk.featureAt(Samples.ZURICH));
    bench.await(
        "a desk lets the dial that it was given make its channel",
        () -> !channels.isEmpty(),
        "it looks up without, as if an earlier desk's channel were its own");
    look.expectReturn("featureAt returns the feature");

    close(bench, "close()", desk);

    bench
        .expect("channels that are still open after close", open())
        .diagnose(count -> count > 0, CHANNEL_LEFT_OPEN)
        .is(0L);
  }

  @Test
  @Order(3)
  void closedWithoutALookUp(Bench bench) {
    FeatureDesk desk = desk(bench);
    close(bench, "close() without a look-up", desk);

    bench
        .expect("channels that are still open after close", open())
        .diagnose(count -> count > 0, CHANNEL_LEFT_OPEN)
        .is(0L);
  }

  @Test
  @Order(4)
  void aLookUpTakesNoLongerThanTheLimit(Bench bench) {
    AtomicReference<FeatureDesk> desk = new AtomicReference<>();
    Limited.expectGivesUp(
        bench,
        "featureAt",
        at -> {
          desk.set(desk(at, new Silent()));
          return at.background("featureAt(Zurich)", () -> desk.get().featureAt(Samples.ZURICH));
        });
    close(bench, "close()", desk.get());
  }

  @Test
  @Order(5)
  void twoLookUpsAtOnceOneChannel(Bench bench) {
    FeatureDesk desk = desk(bench);
    // A desk that dials at the first look-up is held there until a second one has dialled too.
    whileDialling = () -> bench.comesTrue(() -> channels.size() > 1);

    Background<Feature> a =
        bench.background("featureAt(Zurich)", () -> desk.featureAt(Samples.ZURICH));
    Background<Feature> b =
        bench.background(
            "featureAt(Zurich), by another thread,", () -> desk.featureAt(Samples.ZURICH));

    bench.comesTrue(() -> a.done() && b.done());
    a.expectReturn("featureAt returns the feature to one thread");
    b.expectReturn("featureAt returns the feature to another thread");
    if (channels.size() > 1) {
      throw new Mismatch(
          "two threads that look up at once share one channel",
          "each has let dial make one, and only one of the two is closed later");
    }
    close(bench, "close()", desk);
  }

  /** Whoever waits for a silent server must not keep the others from asking. */
  @Test
  @Order(6)
  void noLookUpWaitsForAnother(Bench bench) {
    FeatureDesk desk = desk(bench, new Silent());

    bench.background("featureAt(Zurich)", () -> desk.featureAt(Samples.ZURICH));
    bench.comesTrue(() -> withTheServer(bench) == 1);
    bench.background("featureAt(…), by another thread,", () -> desk.featureAt(Samples.AT_SEA));

    bench.await(
        "two threads look up at once, and both calls are with the server",
        () -> withTheServer(bench) == 2,
        "one of the two waits until the call of the other has ended");
    bench.time().advance(LIMIT.plusSeconds(1));
    close(bench, "close()", desk);
  }

  @Test
  @Order(7)
  void nothingIsOpenedAfterClose(Bench bench) {
    FeatureDesk desk = desk(bench);

    bench
        .background(
            "featureAt(Zurich) after close()",
            () -> {
              desk.featureAt(Samples.ZURICH);
              desk.close();
              return desk.featureAt(Samples.ZURICH);
            })
        .expectThrown("featureAt throws when the desk has been closed");

    bench
        .expect("channels that are open when the desk has been closed", open())
        .diagnose(count -> count > 0, CHANNEL_LEFT_OPEN)
        .is(0L);
  }

  /** A channel connects again by itself; a desk need do nothing about it. */
  @Test
  @Order(8)
  void theChannelStaysWhenALookUpFails(Bench bench) {
    FeatureDesk desk = desk(bench, new Answering(Status.UNAVAILABLE));
    for (String which : List.of("first", "second")) {
      Status thrown =
          bench
              .background(
                  "featureAt(Zurich), the %s time,".formatted(which),
                  () -> desk.featureAt(Samples.ZURICH))
              .expectThrows(
                  "featureAt throws UNAVAILABLE, as the %s call ended".formatted(which),
                  StatusRuntimeException.class);
      bench
          .expect("the code of what featureAt throws", thrown.getCode())
          .is(Status.Code.UNAVAILABLE);
      bench.expect("channels that are open after a call that failed", open()).is(1L);
    }
    bench.expect("channels that dial has made for two calls that failed", channels.size()).is(1);
    close(bench, "close()", desk);
  }

  private static long withTheServer(Bench bench) {
    return bench.calls().stream().filter(call -> call.saw(End.SERVER, Kind.HALF_CLOSE)).count();
  }

  /** Whatever threads a desk has may end with it. */
  private static void close(Bench bench, String what, FeatureDesk desk) {
    bench
        .background(
            what,
            () -> {
              desk.close();
              return "nothing";
            })
        .expectReturn("close returns");
  }

  private FeatureDesk desk(Bench bench) {
    return desk(bench, new Answering(Status.OK));
  }

  private FeatureDesk desk(Bench bench, BindableService server) {
    bench.serve(server);
    return new FeatureDesk(
        () -> {
          ManagedChannel channel = bench.channel();
          channels.add(channel);
          whileDialling.run();
          return channel;
        },
        LIMIT);
  }

  private long open() {
    return channels.stream().filter(channel -> !channel.isShutdown()).count();
  }
}
