package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Asks the fleet who answers. The question does no harm when it is asked twice. */
public final class WhoClient {
  /** How often one question may be asked. */
  private static final int ATTEMPTS = 3;

  private final FleetGrpc.FleetBlockingStub stub;
  private final Duration limit;

  /**
   * A client on a channel that stays open.
   *
   * @param limit how long one attempt may take
   */
  public WhoClient(Channel channel, Duration limit) {
    this.stub = FleetGrpc.newBlockingStub(channel);
    this.limit = limit;
  }

  /**
   * The name of the server that answers. If a server dies during the call, another one is asked.
   *
   * @throws StatusRuntimeException if no server can be asked, or if one refuses to answer
   */
  public String ask() {
    // tag::step-4[]
    for (int attempt = 1; ; attempt++) {
      try {
        return stub.withDeadlineAfter(limit).who(Question.getDefaultInstance()).getServer();
      } catch (StatusRuntimeException e) {
        boolean mayHelp = e.getStatus().getCode() == Status.Code.UNAVAILABLE; // <1>
        if (!mayHelp || attempt == ATTEMPTS) { // <2>
          throw e;
        }
      }
    }
    // end::step-4[]
  }
}
