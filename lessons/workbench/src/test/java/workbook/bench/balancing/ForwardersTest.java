package workbook.bench.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.FleetGrpc.FleetBlockingV2Stub;
import workbook.proto.balancing.Item;
import workbook.proto.balancing.Question;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ForwardersTest {
  private final Fleet fleet = Fleet.of(3);

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void allKindsOfCallPassTheTcpForwarder() throws Exception {
    expectAllKinds(fleet.channel(fleet.tcpForwarder().address()));
  }

  @Test
  void allKindsOfCallPassTheGrpcForwarder() throws Exception {
    expectAllKinds(fleet.channel(fleet.grpcForwarder().address()));
  }

  @Test
  void aCancelReachesTheServerThroughTheGrpcForwarder() throws Exception {
    ManagedChannel channel = fleet.channel(fleet.grpcForwarder().address());
    BlockingClientCall<?, Item> items = stub(channel).follow(Cursor.getDefaultInstance());
    assertThat(items.read().getNumber()).isEqualTo(1);
    assertThat(fleet.following()).isEqualTo(1);

    items.cancel("enough", null);

    while (fleet.following() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theStatusOfTheServerPassesTheGrpcForwarder() {
    ManagedChannel channel = fleet.channel(fleet.grpcForwarder().address());
    fleet.refuseTheNextQuestion(Status.FAILED_PRECONDITION.withDescription("not on Sundays"));

    assertThatThrownBy(() -> stub(channel).who(Question.getDefaultInstance()))
        .isInstanceOf(StatusException.class)
        .hasMessage("FAILED_PRECONDITION: not on Sundays");
  }

  @Test
  void theGrpcForwarderSpreadsCallsAndTheTcpForwarderDoesNot() throws Exception {
    assertThat(tally(fleet.channel(fleet.tcpForwarder().address()))).hasSize(1);
    assertThat(tally(fleet.channel(fleet.grpcForwarder().address())))
        .isEqualTo(Map.of("A", 10, "B", 10, "C", 10));
  }

  @Test
  void aKilledServerEndsItsCall() {
    ManagedChannel channel = fleet.channel("round_robin");
    fleet.warm(channel);
    fleet.killTheNextOneAsked();

    assertThatThrownBy(() -> FleetGrpc.newBlockingStub(channel).who(Question.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  private static void expectAllKinds(ManagedChannel channel) throws Exception {
    FleetBlockingV2Stub stub = stub(channel);
    assertThat(stub.who(Question.getDefaultInstance()).getServer()).isNotEmpty();

    BlockingClientCall<?, Item> items = stub.follow(Cursor.newBuilder().setAfter(41).build());
    for (int number = 42; number < 1_000; number++) {
      assertThat(items.read().getNumber()).isEqualTo(number);
    }
    items.cancel("enough", null);

    BlockingClientCall<Question, Answer> collect = stub.collect();
    for (int i = 0; i < 100; i++) {
      collect.write(Question.getDefaultInstance());
    }
    collect.halfClose();
    assertThat(collect.read().getQuestions()).isEqualTo(100);

    BlockingClientCall<Question, Answer> work = stub.work();
    for (int i = 1; i <= 100; i++) {
      work.write(Question.getDefaultInstance());
      assertThat(work.read().getQuestions()).isEqualTo(i);
    }
    work.halfClose();
    assertThat(work.read()).isNull();
  }

  private static Map<String, Integer> tally(ManagedChannel channel) throws Exception {
    Map<String, Integer> tally = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      tally.merge(stub(channel).who(Question.getDefaultInstance()).getServer(), 1, Integer::sum);
    }
    return tally;
  }

  private static FleetBlockingV2Stub stub(ManagedChannel channel) {
    return FleetGrpc.newBlockingV2Stub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }
}
