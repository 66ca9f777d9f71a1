package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;

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
    // TODO step 1
    throw Status.UNIMPLEMENTED
        .withDescription("step 1: count who answers so many calls")
        .asRuntimeException();
    // end::step-1[]
  }
}
