package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ASKED_AGAIN_IN_VAIN;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.ASKED_FOR_EVER;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.NOT_ASKED_AGAIN;

import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(4)
class Step4AServerDies {
  @BeforeAll
  static void loadTheNetwork() {
    Fleet.loadTheNetwork();
  }

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final StepAttempts attempts = new StepAttempts(LIMIT);

  @Test
  @Order(1)
  void anAnswerIsEnough(Bench bench) {
    Fleet fleet = Fleets.of(bench, 1);
    WhoClient client = client(Fleets.spread(fleet));

    Background<String> ask = bench.background("ask()", client::ask);

    bench.expect("who answers", ask.expectReturn("ask() returns the server's name")).is("A");
    bench.expect("attempts when the first one is answered", attempts.count()).is(1);
    attempts.expectDeadlines();
  }

  @Test
  @Order(2)
  void anotherServerIsAsked(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    WhoClient client = client(Fleets.spread(fleet));
    fleet.killTheNextOneAsked();

    Background<String> ask = bench.background("ask()", client::ask);
    bench.comesTrue(ask::done);

    attempts.expectDeadlines();
    if (attempts.count() == 1 && threw(ask)) {
      throw new Mismatch(
              "ask() returns the name of another server when the first one dies",
              "ask() asked once and threw")
          .because(NOT_ASKED_AGAIN);
    }
    Set<String> names = new HashSet<>();
    names.add(ask.expectReturn("ask() returns the name of a server that is alive"));
    for (int i = 0; i < 9; i++) {
      names.add(client.ask());
    }
    bench
        .expect("servers that answer after one of three has died", names)
        .matches("the two others", two -> two.size() == 2 && fleet.names().containsAll(two));
  }

  @Test
  @Order(3)
  void aRefusalIsAnAnswer(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    WhoClient client = client(Fleets.spread(fleet));
    fleet.refuseTheNextQuestion(Status.FAILED_PRECONDITION.withDescription("not on Sundays"));

    Background<String> ask = bench.background("ask()", client::ask);
    bench.comesTrue(ask::done);

    if (attempts.count() > 1) {
      throw new Mismatch(
              "a server that refuses is asked once", "asked " + attempts.count() + " times")
          .because(ASKED_AGAIN_IN_VAIN);
    }
    Status status =
        ask.expectThrows("ask() throws what the server said", StatusRuntimeException.class);
    bench
        .expect("the code that ask() throws", status.getCode())
        .is(Status.Code.FAILED_PRECONDITION);
    bench.expect("its description", status.getDescription()).is("not on Sundays");
  }

  @Test
  @Order(4)
  void soIsEveryOtherCode(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    WhoClient client = client(Fleets.spread(fleet));

    for (Status.Code code :
        EnumSet.complementOf(EnumSet.of(Status.Code.OK, Status.Code.UNAVAILABLE))) {
      int before = attempts.count();
      fleet.refuseTheNextQuestion(code.toStatus());

      Background<String> ask = bench.background("ask()", client::ask);
      bench.comesTrue(ask::done);

      int asked = attempts.count() - before;
      if (asked > 1) {
        throw new Mismatch(
                "a server that answers with " + code + " is asked once",
                "asked " + asked + " times")
            .because(ASKED_AGAIN_IN_VAIN);
      }
      Status status = ask.expectThrows("ask() throws " + code, StatusRuntimeException.class);
      bench.expect("the code that ask() throws", status.getCode()).is(code);
    }
  }

  @Test
  @Order(5)
  void withoutAnyServerItGivesUp(Bench bench) {
    Fleet fleet = Fleets.of(bench, 3);
    ManagedChannel channel = Fleets.spread(fleet);
    WhoClient client = client(channel);
    Fleets.killAll(bench, fleet, channel);

    Background<String> ask = bench.background("ask()", client::ask);
    bench.comesTrue(ask::done);

    if (attempts.tooMany()) {
      throw new Mismatch(
              "ask() gives up after a few attempts when all servers are dead",
              attempts.count() + " attempts")
          .because(ASKED_FOR_EVER);
    }
    bench
        .expect("attempts when all servers are dead", attempts.count())
        .matches("at most 3", count -> count <= 3);
    Status status =
        ask.expectThrows("ask() throws when all servers are dead", StatusRuntimeException.class);
    bench
        .expect("the code that ask() throws", status.getCode())
        .matches(
            "UNAVAILABLE, or DEADLINE_EXCEEDED after waiting for a server",
            code -> code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED);
    if (status.getCode() == Status.Code.UNAVAILABLE) {
      bench.expect("attempts that end with UNAVAILABLE each time", attempts.count()).is(3);
    }
  }

  private WhoClient client(ManagedChannel channel) {
    return new WhoClient(ClientInterceptors.intercept(channel, attempts), LIMIT);
  }

  private static boolean threw(Background<String> ask) {
    try {
      ask.expectReturn("a name");
      return false;
    } catch (Mismatch thrown) {
      return true;
    }
  }
}
