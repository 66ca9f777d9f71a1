package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.LEFT_WITHOUT_CANCEL;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.READ_ON;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
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
import workbook.proto.routeguide.Rectangle;
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
    expectCancelled(bench, "when first returns a feature");
  }

  @Test
  @Order(2)
  void nothingFoundIsEmpty(Bench bench) {
    Background<Optional<Feature>> first = first(bench, new Ended(Status.OK), feature -> false);

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

  private static void isNoEnd(Bench bench, Status broken) {
    Background<Optional<Feature>> first = first(bench, new Ended(broken), feature -> false);

    Status status =
        first.expectThrows(
            "first throws %s when the stream breaks with it".formatted(broken.getCode()),
            StatusRuntimeException.class,
            StatusException.class);
    bench.expect("the code of the status that first throws", status.getCode()).is(broken.getCode());
  }

  @Test
  @Order(5)
  void leavesByAnExceptionAndCancels(Bench bench) {
    RuntimeException unable = new IllegalArgumentException("a feature nobody can judge");
    Background<Optional<Feature>> first =
        first(
            bench,
            new Samples.Lister(Samples.ZURICH, Samples.PARIS),
            feature -> {
              throw unable;
            });

    Throwable thrown = first.expectThrown("first throws what wanted has thrown");
    expectCancelled(bench, "when wanted throws and first is left by that");
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

  private static void expectCancelled(Bench bench, String when) {
    if (!bench.comesTrue(() -> bench.calls().get(0).saw(End.SERVER, Kind.CANCEL))) {
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

  /** Sends two features and ends the call with a status. */
  private static final class Ended extends RouteGuideGrpc.RouteGuideImplBase {
    private final Status status;

    Ended(Status status) {
      this.status = status;
    }

    @Override
    public void listFeatures(Rectangle area, StreamObserver<Feature> responses) {
      responses.onNext(Samples.ZURICH);
      responses.onNext(Samples.PARIS);
      if (status.isOk()) {
        responses.onCompleted();
      } else {
        responses.onError(status.asRuntimeException());
      }
    }
  }
}
