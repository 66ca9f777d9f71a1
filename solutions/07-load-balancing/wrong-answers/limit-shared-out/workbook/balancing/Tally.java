package workbook.balancing;

import io.grpc.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
    FleetGrpc.FleetBlockingStub stub = FleetGrpc.newBlockingStub(channel);
    Map<String, Integer> tally = new TreeMap<>();
    for (int i = 0; i < calls; i++) {
      tally.merge(
          stub.withDeadlineAfter(LIMIT.dividedBy(calls))
              .who(Question.getDefaultInstance())
              .getServer(),
          1,
          Integer::sum);
    }
    return tally;
    // end::step-1[]
  }
}
