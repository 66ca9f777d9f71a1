package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Deals questions out over some streams and counts which server answers. */
public final class StreamTally {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private StreamTally() {}

  /**
   * Opens so many streams on this channel, deals the questions out over them in turn, and waits for
   * all answers.
   *
   * @return how many questions each server answered, by the server's name
   * @throws io.grpc.StatusRuntimeException with the status of a stream that did not end with OK
   */
  public static Map<String, Integer> ofMessages(Channel channel, int streams, int questions)
      throws InterruptedException {
    // tag::step-6[]
    List<FutureTask<Void>> tasks = new ArrayList<>();
    Map<String, Integer> tally = new ConcurrentHashMap<>();
    for (int i = 0; i < streams; i++) {
      int mine = questions / streams + (i < questions % streams ? 1 : 0);
      FutureTask<Void> task = new FutureTask<>(() -> work(channel, mine, tally));
      tasks.add(task);
      new Thread(task, "stream " + i).start();
    }
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw Status.fromThrowable(e.getCause()).asRuntimeException();
      }
    }
    return tally;
    // end::step-6[]
  }

  // tag::step-6[]
  private static Void work(Channel channel, int questions, Map<String, Integer> tally)
      throws InterruptedException, StatusException {
    BlockingClientCall<Question, Answer> call =
        FleetGrpc.newBlockingV2Stub(channel).withDeadlineAfter(LIMIT).work();
    for (int i = 0; i < questions; i++) {
      call.write(Question.getDefaultInstance());
      tally.merge(call.read().getServer(), 1, Integer::sum);
    }
    call.halfClose();
    while (call.read() != null) {
      throw Status.INTERNAL.withDescription("an answer too many").asException();
    }
    return null;
  }
  // end::step-6[]
}
