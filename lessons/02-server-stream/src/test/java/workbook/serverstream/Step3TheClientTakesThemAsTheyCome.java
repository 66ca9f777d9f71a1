package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.BROKEN_TAKEN_FOR_END;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.COLLECTED_FIRST;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.proto.routeguide.Feature;

@Step(value = 3, openEnded = true)
class Step3TheClientTakesThemAsTheyCome {
  private final List<Feature> read = new CopyOnWriteArrayList<>();
  private final AtomicBoolean returned = new AtomicBoolean();

  @Test
  @Order(1)
  void theReaderIsGivenEachFeatureAsItComes(Bench bench) {
    Samples.Lister server = new Samples.Lister(Samples.ZURICH, Samples.PARIS);
    Background<Void> each = each(bench, server);

    boolean given = bench.comesTrue(() -> read.size() >= 2 || each.done());
    if (bench.calls().size() > 1) {
      throw new Mismatch(
          "each makes one call and reads what comes of it", "it makes one call after another");
    }
    if (each.done()) {
      each.expectReturn("each waits for the rest of the list");
      throw new Mismatch("each waits for the rest of the list", "each has returned");
    }
    if (!given) {
      Mismatch mismatch =
          new Mismatch(
              "the reader is given the first two features while the server looks for more",
              "the reader was given " + read.size());
      boolean come =
          bench.calls().stream().anyMatch(call -> call.seen(End.CLIENT, Kind.RESPONSE).size() == 2);
      throw read.isEmpty() && come ? mismatch.because(COLLECTED_FIRST) : mismatch;
    }
    server.open().onNext(Samples.LONDON);
    server.open().onNext(Samples.LONDON);
    server.open().onCompleted();

    each.expectReturn("each returns when the server has ended the list");
    bench
        .expect("what the reader was given", read)
        .is(List.of(Samples.ZURICH, Samples.PARIS, Samples.LONDON, Samples.LONDON));
    bench
        .expect(
            "the area that the server was asked for",
            bench.calls().get(0).seen(End.SERVER, Kind.REQUEST).get(0).content())
        .is(Samples.EARTH);
    bench.expect("calls of ListFeatures for one each", bench.calls().size()).is(1);
  }

  @Test
  @Order(2)
  void aBrokenStreamIsNoEnd(Bench bench) {
    isNoEnd(bench, Status.UNAVAILABLE);
  }

  /** The server gave up: nobody here has cancelled. */
  @Test
  @Order(3)
  void norIsOneThatTheServerCancels(Bench bench) {
    isNoEnd(bench, Status.CANCELLED);
  }

  @Test
  @Order(4)
  void norIsOneThatCameToItsDeadline(Bench bench) {
    isNoEnd(bench, Status.DEADLINE_EXCEEDED);
  }

  @Test
  @Order(5)
  void whatCameBeforeTheBreakIsGiven(Bench bench) {
    FeatureFinder finder = new FeatureFinder(bench.serve(new Samples.Ended(Status.UNAVAILABLE)));
    Background<Void> each =
        bench.background(
            "each(area, reader)",
            () -> {
              finder.each(Samples.EARTH, read::add);
              return null;
            });

    each.expectThrows(
        "each throws UNAVAILABLE after two features",
        StatusRuntimeException.class,
        StatusException.class);
    bench
        .expect("features that the reader was given of the two before the break", read.size())
        .is(2);
  }

  @Test
  @Order(6)
  void eachReturnsWhenTheReaderHasTakenTheLast(Bench bench) {
    FeatureFinder finder = new FeatureFinder(bench.serve(new Samples.Ended(Status.OK)));
    CountDownLatch goOn = new CountDownLatch(1);
    Background<Void> each =
        bench.background(
            "each(area, reader)",
            () -> {
              finder.each(
                  Samples.EARTH,
                  feature -> {
                    awaitUninterrupted(goOn);
                    read.add(feature);
                  });
              return null;
            });

    bench.settle();
    boolean early = each.done();
    goOn.countDown();
    if (early) {
      each.expectReturn("each returns when the reader has taken every feature");
      throw new Mismatch(
          "each returns when the reader has taken every feature",
          "it has returned while the reader is still busy with the first");
    }
    each.expectReturn("each returns when the reader has taken every feature");
    bench.expect("what the reader was given", read).is(List.of(Samples.ZURICH, Samples.PARIS));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void isNoEnd(Bench bench, Status broken) {
    String expected = "each throws %s after two features".formatted(broken.getCode());
    Samples.Lister server = new Samples.Lister(Samples.ZURICH, Samples.PARIS);
    Background<Void> each = each(bench, server);
    bench.comesTrue(() -> read.size() == 2);

    server.open().onError(broken.withDescription("the map is torn").asRuntimeException());

    if (bench.comesTrue(each::done) && returned.get()) {
      throw new Mismatch(expected, "each returned as if that were all")
          .because(BROKEN_TAKEN_FOR_END);
    }
    Status status =
        each.expectThrows(expected, StatusRuntimeException.class, StatusException.class);
    bench.expect("the code of the status that each throws", status.getCode()).is(broken.getCode());
    bench.expect("its description", status.getDescription()).is("the map is torn");
    bench.expect("how many features the reader was given before", read.size()).is(2);
  }

  private Background<Void> each(Bench bench, Samples.Lister server) {
    FeatureFinder finder = new FeatureFinder(bench.serve(server));
    Background<Void> each =
        bench.background(
            "each(area, reader)",
            () -> {
              finder.each(Samples.EARTH, read::add);
              returned.set(true);
              return null;
            });
    bench.comesTrue(() -> server.open() != null || each.done());
    if (server.open() == null) {
      each.expectReturn("each starts the call");
      throw new Mismatch("each starts the call", "each returned without one");
    }
    return each;
  }
}
