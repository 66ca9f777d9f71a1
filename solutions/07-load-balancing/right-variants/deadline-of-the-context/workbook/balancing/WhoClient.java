package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Asks the fleet who answers. The question does no harm when it is asked twice. */
public final class WhoClient {
  private static final int ATTEMPTS = 3;

  private final FleetGrpc.FleetBlockingStub stub;
  private final Duration limit;

  public WhoClient(Channel channel, Duration limit) {
    this.stub = FleetGrpc.newBlockingStub(channel);
    this.limit = limit;
  }

  public String ask() {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private String attempt() {
    Context.CancellableContext limited =
        Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, Tally.TIMER);
    Context before = limited.attach();
    try {
      return stub.who(Question.getDefaultInstance()).getServer();
    } finally {
      limited.detach(before);
      limited.cancel(null);
    }
  }
}
