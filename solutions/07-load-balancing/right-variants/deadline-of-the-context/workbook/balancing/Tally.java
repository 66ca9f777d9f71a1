package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Context;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Counts which server answers: what any talk about balancing must be measured by. */
public final class Tally {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Cancels a context when its deadline is over. */
  static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "deadlines");
            thread.setDaemon(true);
            return thread;
          });

  private Tally() {}

  public static Map<String, Integer> ofCalls(Channel channel, int calls) {
    FleetGrpc.FleetBlockingStub stub = FleetGrpc.newBlockingStub(channel);
    Map<String, Integer> tally = new TreeMap<>();
    for (int i = 0; i < calls; i++) {
      try (Context.CancellableContext limited =
          Context.current().withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS, TIMER)) {
        limited.run(
            () ->
                tally.merge(stub.who(Question.getDefaultInstance()).getServer(), 1, Integer::sum));
      }
    }
    return tally;
  }
}
