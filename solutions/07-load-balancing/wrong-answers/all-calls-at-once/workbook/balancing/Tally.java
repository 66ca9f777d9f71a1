package workbook.balancing;

import io.grpc.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Counts which server answers: what any talk about balancing must be measured by. */
public final class Tally {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Tally() {}

  /**
   * Makes so many unary calls on this channel, one after the other.
   *
   * @return how many of them each server answered, by the server's name
   */
  public static Map<String, Integer> ofCalls(Channel channel, int calls) {
    // tag::step-1[]
    FleetGrpc.FleetFutureStub stub = FleetGrpc.newFutureStub(channel);
    Map<String, Integer> tally = new TreeMap<>();
    List<Future<Answer>> all = new ArrayList<>();
    for (int i = 0; i < calls; i++)
      all.add(stub.withDeadlineAfter(LIMIT).who(Question.getDefaultInstance()));
    try {
      for (Future<Answer> f : all) tally.merge(f.get().getServer(), 1, Integer::sum);
    } catch (Exception e) {
      throw new RuntimeException(e);
    }
    return tally;
    // end::step-1[]
  }
}
