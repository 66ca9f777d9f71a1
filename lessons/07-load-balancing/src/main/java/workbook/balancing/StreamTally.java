package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;

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
    // TODO step 6
    throw Status.UNIMPLEMENTED
        .withDescription("step 6: deal the questions out over the streams")
        .asRuntimeException();
    // end::step-6[]
  }

  // tag::step-6[]
  // end::step-6[]
}
