package workbook.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.FleetGrpc.FleetBlockingV2Stub;
import workbook.proto.balancing.Item;
import workbook.proto.balancing.Question;

/** What a client does on some way to the servers. */
final class Calls {
  private static final Question QUESTION = Question.getDefaultInstance();

  private Calls() {}

  /** The deadline only keeps a test from hanging. */
  static FleetBlockingV2Stub stub(ManagedChannel channel) {
    return FleetGrpc.newBlockingV2Stub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  /** Makes so many unary calls, one after the other, and counts who answers. */
  static Map<String, Integer> unary(ManagedChannel channel, int count) throws StatusException {
    Map<String, Integer> tally = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      tally.merge(stub(channel).who(QUESTION).getServer(), 1, Integer::sum);
    }
    return tally;
  }

  /** Has so many streams open at once, asks one question in each and counts who answers. */
  static Map<String, Integer> streams(ManagedChannel channel, int count) throws Exception {
    List<BlockingClientCall<Question, Answer>> streams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      streams.add(stub(channel).work());
    }
    Map<String, Integer> tally = new TreeMap<>();
    for (BlockingClientCall<Question, Answer> stream : streams) {
      stream.write(QUESTION);
      tally.merge(stream.read().getServer(), 1, Integer::sum);
    }
    for (BlockingClientCall<Question, Answer> stream : streams) {
      stream.halfClose();
      assertThat(stream.read()).isNull();
    }
    return tally;
  }

  /** One call of each kind, and its answers are right. */
  static void ofAllKinds(ManagedChannel channel) throws Exception {
    assertThat(stub(channel).who(QUESTION).getQuestions()).isEqualTo(1);

    BlockingClientCall<?, Item> items =
        stub(channel).follow(Cursor.newBuilder().setAfter(41).build());
    for (int number = 42; number < 1_000; number++) {
      assertThat(items.read().getNumber()).isEqualTo(number);
    }
    items.cancel("enough", null);

    BlockingClientCall<Question, Answer> collect = stub(channel).collect();
    for (int i = 0; i < 100; i++) {
      collect.write(QUESTION);
    }
    collect.halfClose();
    assertThat(collect.read().getQuestions()).isEqualTo(100);

    BlockingClientCall<Question, Answer> work = stub(channel).work();
    for (int i = 1; i <= 100; i++) {
      // Each question is asked after the answer to the one before: nothing on the way collects
      // them.
      work.write(QUESTION);
      assertThat(work.read().getQuestions()).isEqualTo(i);
    }
    work.halfClose();
    assertThat(work.read()).isNull();
  }

  /** How a unary call ends. */
  static Status who(ManagedChannel channel) {
    try {
      stub(channel).who(QUESTION);
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  /** Reads the rest of a stream and returns how it ends. */
  static Status end(BlockingClientCall<?, Item> items) throws InterruptedException {
    try {
      while (items.read() != null) {}
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  /** Whether a stream ends within so many seconds; what it brings meanwhile is dropped. */
  static boolean endsWithin(int seconds, BlockingClientCall<?, Item> items)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (items.read(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS) != null) {
        // Reads on.
      }
      return true;
    } catch (StatusException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
