package workbook.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import workbook.bench.balancing.Fleet;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.Item;
import workbook.proto.balancing.Question;

/**
 * Real proxies in front of three real servers, beside the ways that need none. Not part of the
 * proof, since NGINX and HAProxy must be installed:
 *
 * <pre>
 * mvn verify -pl solutions -Pproxies            what must be so
 * mvn verify -pl solutions -Pproxies -Drecord   writes down for the chapter what was seen
 * </pre>
 */
@Tag("proxies")
@ExtendWith(NeedsProxies.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProxiesTest {
  private static final int CALLS = 1_000;
  private static final int STREAMS = 30;
  private static final int CALLS_AFTER = 30;
  private static final int ROUNDS = Findings.RECORD ? 10 : 1;

  /** What a proxy, or the channel itself, makes of a server that is gone. */
  private static final Set<Code> CRASH =
      Set.of(Code.UNAVAILABLE, Code.INTERNAL, Code.UNKNOWN, Code.CANCELLED);

  private static final Findings FINDINGS = new Findings();

  /** Netty tells of each connection that breaks, and here they break on purpose. */
  private static final Logger BREAKS = Logger.getLogger("io.grpc");

  @BeforeAll
  static void hush() {
    BREAKS.setLevel(Level.OFF);
  }

  @AfterAll
  static void record() throws IOException {
    if (Findings.RECORD) {
      FINDINGS.write(ROUNDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsAndStreamsAreSpreadOrNot(Way way) throws Exception {
    try (Fleet fleet = Fleet.of(3);
        Way.Open open = way.open(fleet)) {
      Map<String, Integer> unary = Calls.unary(open.channel(), CALLS);
      Map<String, Integer> streams = Calls.streams(open.channel(), STREAMS);
      FINDINGS.spread(way, unary, streams, fleet.connections());

      if (way.spreads()) {
        assertThat(unary).hasSize(3);
        assertThat(unary.values()).allMatch(count -> count >= CALLS / 3 - 10);
        assertThat(streams).hasSize(3);
      } else {
        assertThat(unary).hasSize(1);
        assertThat(streams.keySet()).isEqualTo(unary.keySet());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void allKindsOfCallPass(Way way) throws Exception {
    try (Fleet fleet = Fleet.of(3);
        Way.Open open = way.open(fleet)) {
      Calls.ofAllKinds(open.channel());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCancelReachesTheServer(Way way) throws Exception {
    try (Fleet fleet = Fleet.of(3);
        Way.Open open = way.open(fleet)) {
      BlockingClientCall<?, Item> items = follow(open.channel());
      items.read();
      assertThat(fleet.following()).isEqualTo(1);

      items.cancel("enough", null);

      while (fleet.following() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStatusOfTheServerPasses(Way way) throws Exception {
    try (Fleet fleet = Fleet.of(3);
        Way.Open open = way.open(fleet)) {
      fleet.refuseTheNextQuestion(Status.FAILED_PRECONDITION.withDescription("not on Sundays"));
      Status status = Calls.who(open.channel());
      assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(status.getDescription()).isEqualTo("not on Sundays");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerIsKilled(Way way) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (Fleet fleet = Fleet.of(3);
          Way.Open open = way.open(fleet)) {
        BlockingClientCall<?, Item> items = follow(open.channel());
        fleet.kill(items.read().getServer());
        Status ofTheStream = Calls.end(items);
        FINDINGS.kill(way, "1 stream", ofTheStream);
        assertThat(ofTheStream.getCode()).isIn(CRASH);

        int answered = 0;
        for (int i = 0; i < CALLS_AFTER; i++) {
          Status status = Calls.who(open.channel());
          assertThat(status.getCode()).isIn(Code.OK, Code.UNAVAILABLE, Code.INTERNAL, Code.UNKNOWN);
          answered += status.isOk() ? 1 : 0;
        }
        FINDINGS.kill(way, "4 after", "%d answered".formatted(answered));
        assertThat(answered).as("answered by those that live").isGreaterThan(CALLS_AFTER / 2);

        fleet.killTheNextOneAsked();
        fleet.forget();
        Status ofTheCall = Calls.who(open.channel());
        int asked = fleet.questions().values().stream().mapToInt(Integer::intValue).sum();
        FINDINGS.waited(way, ofTheCall, asked);
        if (asked == 1) {
          assertThat(ofTheCall.getCode()).isIn(CRASH);
        } else {
          // Somebody on the way has asked a second server: see the chapter, HAProxy.
          assertThat(ofTheCall.getCode()).isEqualTo(Code.OK);
          assertThat(asked).isEqualTo(2);
        }

        fleet.names().forEach(fleet::kill);
        Status ofAll = Calls.who(open.channel());
        FINDINGS.kill(way, "5 all", ofAll);
        // UNKNOWN is grpc-java's own, for a call that begins in the instant of the break.
        assertThat(ofAll.getCode()).isIn(Code.UNAVAILABLE, Code.UNKNOWN);
      }
    }
  }

  /** The quiet stream is on the same connection of the client, and its server lives. */
  @ParameterizedTest
  @EnumSource
  void aServerIsKilledBesideAQuietStream(Way way) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (Fleet fleet = Fleet.of(3);
          Way.Open open = way.open(fleet)) {
        BlockingClientCall<Question, Answer> quiet = Calls.stub(open.channel()).work();
        quiet.write(Question.getDefaultInstance());
        String lives = quiet.read().getServer();
        BlockingClientCall<?, Item> items = follow(open.channel());
        String dies = items.read().getServer();
        assertThat(dies.equals(lives)).isNotEqualTo(way.spreads());

        fleet.kill(dies);

        if (Findings.RECORD) {
          boolean atOnce = Calls.endsWithin(3, items);
          FINDINGS.kill(way, "2 beside", atOnce ? "at once" : "only when the next call is made");
        }
        Calls.who(open.channel());
        assertThat(Calls.end(items).getCode()).isIn(CRASH);
      }
    }
  }

  private static BlockingClientCall<?, Item> follow(ManagedChannel channel)
      throws InterruptedException, StatusException {
    return Calls.stub(channel).follow(Cursor.getDefaultInstance());
  }
}
