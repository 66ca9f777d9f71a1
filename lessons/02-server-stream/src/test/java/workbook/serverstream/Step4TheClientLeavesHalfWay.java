package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.BROKEN_TAKEN_FOR_END;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.LEFT_WITHOUT_CANCEL;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.READ_ON;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.Words;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.RouteGuideGrpc;

@Step(value = 4, openEnded = true)
class Step4TheClientLeavesHalfWay {

  @Test
  @Order(1)
  void findsAndCancels(Bench bench) {
    Samples.Lister server = new Samples.Lister(Samples.ZURICH, Samples.PARIS);

    Background<Optional<Feature>> first = first(bench, server, Samples.PARIS::equals);

    boolean come =
        bench.comesTrue(
            () ->
                first.done()
                    || bench.calls().stream()
                        .anyMatch(call -> call.seen(End.CLIENT, Kind.RESPONSE).size() == 2));
    if (!bench.comesTrue(first::done) && come) {
      throw new Mismatch(
              "first returns Europe/Paris, the second feature that has come",
              "first still waits for more")
          .because(READ_ON);
    }
    Optional<Feature> found = first.expectReturn("first returns Europe/Paris");
    bench.expect("what first returns", found).is(Optional.of(Samples.PARIS));
    expectCancelled(bench, 0, "when first returns a feature");
    bench.expect("calls of ListFeatures for one first", bench.calls().size()).is(1);
  }

  @Test
  @Order(2)
  void nothingFoundIsEmpty(Bench bench) {
    Background<Optional<Feature>> first =
        first(bench, new Samples.Ended(Status.OK), feature -> false);

    Optional<Feature> found = first.expectReturn("first returns when the list has ended");
    bench.expect("what first returns if nothing was wanted", found).is(Optional.empty());
  }

  @Test
  @Order(3)
  void aBrokenStreamIsNoEnd(Bench bench) {
    isNoEnd(bench, Status.UNAVAILABLE);
  }

  /** Not every CANCELLED is one's own. */
  @Test
  @Order(4)
  void norIsOneThatTheServerCancels(Bench bench) {
    isNoEnd(bench, Status.CANCELLED);
  }

  @Test
  @Order(9)
  void norIsOneThatCameToItsDeadline(Bench bench) {
    isNoEnd(bench, Status.DEADLINE_EXCEEDED);
  }

  private static void isNoEnd(Bench bench, Status broken) {
    Background<Optional<Feature>> first = first(bench, new Samples.Ended(broken), feature -> false);

    String expected = "first throws %s when the stream breaks with it".formatted(broken.getCode());
    if (bench.comesTrue(first::done) && !first.threw()) {
      throw new Mismatch(
              expected, "it returned " + first.expectReturn(expected) + ", as if that were all")
          .because(BROKEN_TAKEN_FOR_END);
    }
    Status status =
        first.expectThrows(expected, StatusRuntimeException.class, StatusException.class);
    bench.expect("the code of the status that first throws", status.getCode()).is(broken.getCode());
  }

  @Test
  @Order(5)
  void leavesByAnExceptionAndCancels(Bench bench) {
    RuntimeException unable = new IllegalArgumentException("a feature nobody can judge");

    Throwable thrown =
        leavesBy(
            bench,
            feature -> {
              throw unable;
            });

    if (thrown != unable) {
      throw new Mismatch(
          "first throws what wanted has thrown", "first threw " + Words.thrown(thrown));
    }
  }

  @Test
  @Order(6)
  void nothingStaysWithTheThread(Bench bench) {
    FeatureFinder finder =
        new FeatureFinder(bench.serve(new Samples.Lister(Samples.ZURICH, Samples.PARIS)));

    Background<Optional<Feature>> second =
        bench.background(
            "first(area, wanted), a second time on the same thread,",
            () -> {
              finder.first(Samples.EARTH, Samples.PARIS::equals);
              return finder.first(Samples.EARTH, Samples.PARIS::equals);
            });

    bench
        .expect(
            "what first returns the second time", second.expectReturn("first returns Europe/Paris"))
        .is(Optional.of(Samples.PARIS));
  }

  /** An Error is a way out too, though few think of it. */
  @Test
  @Order(7)
  void leavesByAnErrorAndCancels(Bench bench) {
    leavesBy(
        bench,
        feature -> {
          throw new AssertionError("a feature that cannot be");
        });
  }

  @Test
  @Order(8)
  void eachSearchCancelsItsOwnCall(Bench bench) {
    Samples.Lister server = new Samples.Lister(Samples.ZURICH, Samples.PARIS);
    FeatureFinder finder = new FeatureFinder(bench.serve(server));
    Background<Optional<Feature>> a =
        bench.background("first", () -> finder.first(Samples.EARTH, Samples.LONDON::equals));
    bench.await(
        "first starts the call", () -> server.first() != null, "there is none at the server");
    Background<Optional<Feature>> b =
        bench.background(
            "first, by another thread,", () -> finder.first(Samples.EARTH, Samples.PARIS::equals));

    b.expectReturn("first returns Europe/Paris to one thread while another one searches on");
    server.first().onNext(Samples.LONDON);
    a.expectReturn("first returns Europe/London to the thread that has searched on");

    for (int search = 0; search < 2; search++) {
      expectCancelled(bench, search, "when one of two searches at once has found");
    }
  }

  /** Lets first be left by what wanted throws, and returns what first throws then. */
  private static Throwable leavesBy(Bench bench, Predicate<Feature> wanted) {
    Background<Optional<Feature>> first =
        first(bench, new Samples.Lister(Samples.ZURICH, Samples.PARIS), wanted);

    Throwable thrown = first.expectThrown("first throws what wanted has thrown");
    expectCancelled(bench, 0, "when wanted throws and first is left by that");
    return thrown;
  }

  private static void expectCancelled(Bench bench, int call, String when) {
    if (!bench.comesTrue(() -> bench.calls().get(call).saw(End.SERVER, Kind.CANCEL))) {
      throw new Mismatch(
              when + ", the server is told that nobody reads on",
              "it is not, and the call is still open")
          .because(LEFT_WITHOUT_CANCEL);
    }
  }

  private static Background<Optional<Feature>> first(
      Bench bench, RouteGuideGrpc.RouteGuideImplBase server, Predicate<Feature> wanted) {
    FeatureFinder finder = new FeatureFinder(bench.serve(server));
    return bench.background("first(area, wanted)", () -> finder.first(Samples.EARTH, wanted));
  }
}
