package workbook.unary;

import static workbook.bench.diagnosis.UnaryDiagnosis.ENDS_LUMPED;
import static workbook.bench.diagnosis.UnaryDiagnosis.NO_NAME_IS_NOTHING;
import static workbook.bench.diagnosis.UnaryDiagnosis.STATUS_COMPARED_WHOLE;
import static workbook.bench.diagnosis.UnaryDiagnosis.STATUS_SWALLOWED;
import static workbook.bench.diagnosis.UnaryDiagnosis.TEXT_COMPARED;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.routeguide.Point;

@Step(value = 6, openEnded = true)
class Step6TheEndsOfACall {
  private static final Duration LIMIT = Limited.LIMIT;
  private static final EnumSet<Status.Code> KNOWN =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.NOT_FOUND,
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED);

  @Test
  @Order(1)
  void aFeatureWithANameIsFound(Bench bench) {
    is(bench, Samples.ZURICH, Status.OK, new LookUp.Found(Samples.ZURICH_FEATURE));
  }

  @Test
  @Order(2)
  void oneWithoutANameIsNothing(Bench bench) {
    is(bench, Samples.AT_SEA, Status.OK, new LookUp.NothingThere());
  }

  @Test
  @Order(3)
  void notFoundIsNothing(Bench bench) {
    is(bench, Samples.ZURICH, Status.NOT_FOUND, new LookUp.NothingThere());
  }

  @Test
  @Order(4)
  void unavailableMeansTryLater(Bench bench) {
    is(bench, Samples.ZURICH, Status.UNAVAILABLE, new LookUp.TryLater());
  }

  @Test
  @Order(5)
  void deadlineExceededIsTooSlow(Bench bench) {
    is(bench, Samples.ZURICH, Status.DEADLINE_EXCEEDED, new LookUp.TooSlow());
  }

  @Test
  @Order(6)
  void aDescriptionChangesNothing(Bench bench) {
    described(bench, Status.UNAVAILABLE, new LookUp.TryLater());
    described(bench, Status.NOT_FOUND, new LookUp.NothingThere());
    described(bench, Status.DEADLINE_EXCEEDED, new LookUp.TooSlow());
  }

  /** The same status without a description was understood before. */
  private static void described(Bench bench, Status status, LookUp means) {
    String with = status.getCode() + " with a description";
    Background<LookUp> look =
        look(bench, Samples.ZURICH, status.withDescription("on the way to Zurich"));
    if (look.threw()) {
      throw new Mismatch(
              "lookUp returns %s for %s, whatever its description"
                  .formatted(name(means), status.getCode()),
              "it threw, although it returned %s without a description".formatted(name(means)))
          .because(STATUS_COMPARED_WHOLE);
    }
    LookUp was = look.expectReturn("lookUp returns " + name(means) + " for " + with);
    bench.expect("what lookUp returns for " + with, words(was)).is(name(means));
  }

  @Test
  @Order(7)
  void theDescriptionIsForPeople(Bench bench) {
    LookUp was =
        look(
                bench,
                Samples.ZURICH,
                Status.UNAVAILABLE.withDescription("DEADLINE_EXCEEDED, then NOT_FOUND"))
            .expectReturn("lookUp returns TryLater for UNAVAILABLE");
    bench
        .expect("what UNAVAILABLE means if its description names other codes", words(was))
        .diagnose("TooSlow", TEXT_COMPARED)
        .diagnose("NothingThere", TEXT_COMPARED)
        .is("TryLater");
  }

  @Test
  @Order(8)
  void anyOtherStatusGoesOn(Bench bench) {
    Background<LookUp> look =
        look(bench, Samples.ZURICH, Status.PERMISSION_DENIED.withDescription("not yours"));
    bench.comesTrue(look::done);
    if (look.done() && !look.threw()) {
      throw new Mismatch(
              "lookUp throws PERMISSION_DENIED, as the call ended",
              "it returned " + words(look.expectReturn("a LookUp")))
          .because(STATUS_SWALLOWED);
    }
    Status thrown =
        look.expectThrows(
            "lookUp throws PERMISSION_DENIED, as the call ended", StatusRuntimeException.class);
    bench
        .expect("the code of what lookUp throws", thrown.getCode())
        .is(Status.Code.PERMISSION_DENIED);
    bench.expect("the description of what lookUp throws", thrown.getDescription()).is("not yours");
  }

  @Test
  @Order(9)
  void soDoesEveryOtherStatus(Bench bench) {
    for (Status.Code code : EnumSet.complementOf(KNOWN)) {
      String expected = "lookUp throws " + code + ", as the call ended";
      Background<LookUp> look = look(bench, Samples.ZURICH, code.toStatus());
      if (look.done() && !look.threw()) {
        throw new Mismatch(expected, "it returned " + words(look.expectReturn("a LookUp")))
            .because(STATUS_SWALLOWED);
      }
      Status thrown = look.expectThrows(expected, StatusRuntimeException.class);
      bench.expect("the code of what lookUp throws for " + code, thrown.getCode()).is(code);
    }
  }

  @Test
  @Order(10)
  void noAnswerInTimeIsTooSlow(Bench bench) {
    LookUp was =
        Limited.expectGivesUp(
                bench,
                "lookUp",
                at -> {
                  FeatureClient client = new FeatureClient(at.serve(new Silent()), LIMIT);
                  return at.background("lookUp(Zurich)", () -> client.lookUp(Samples.ZURICH));
                })
            .expectReturn("lookUp returns TooSlow when no answer has come in time");
    bench.expect("what lookUp returns when no answer has come in time", words(was)).is("TooSlow");
  }

  private static void is(Bench bench, Point location, Status status, LookUp expected) {
    String words = status.isOk() ? "a good answer" : "the status " + status.getCode();
    Background<LookUp> look = look(bench, location, status);
    LookUp was = look.expectReturn("lookUp returns " + name(expected) + " for " + words);
    bench
        .expect("what lookUp returns for " + words, words(was))
        .diagnose(
            value ->
                status.getCode() == Status.Code.UNAVAILABLE && was instanceof LookUp.NothingThere,
            ENDS_LUMPED)
        .diagnose(
            value -> status.isOk() && was instanceof LookUp.Found && !expected.equals(was),
            NO_NAME_IS_NOTHING)
        .is(words(expected));
    if (was instanceof LookUp.Found found) {
      bench.expect("the feature that was found", found.feature()).is(Samples.ZURICH_FEATURE);
    }
    bench.expect("calls of GetFeature for one lookUp", bench.calls().size()).is(1);
  }

  private static Background<LookUp> look(Bench bench, Point location, Status status) {
    FeatureClient client = new FeatureClient(bench.serve(new Answering(status)), LIMIT);
    Background<LookUp> look = bench.background("lookUp(…)", () -> client.lookUp(location));
    bench.comesTrue(look::done);
    return look;
  }

  private static String words(LookUp lookUp) {
    return lookUp instanceof LookUp.Found found
        ? "Found(" + found.feature().getName() + ")"
        : name(lookUp);
  }

  private static String name(LookUp lookUp) {
    return lookUp == null ? "null" : lookUp.getClass().getSimpleName();
  }
}
