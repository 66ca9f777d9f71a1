package workbook.restart;

import io.grpc.Status;
import java.util.Map;

/** What a channel is told to retry by itself. */
public final class RetryPolicy {
  private RetryPolicy() {}

  /**
   * The service config for a channel to the services {@code workbook.feed.RouteGuideFeed} and
   * {@code workbook.transfer.FileTransfer}, to be given to {@code
   * ManagedChannelBuilder.defaultServiceConfig}.
   */
  public static Map<String, ?> serviceConfig() {
    // tag::step-10[]
    // TODO step 10
    throw Status.UNIMPLEMENTED
        .withDescription("step 10: say what gRPC may retry by itself")
        .asRuntimeException();
    // end::step-10[]
  }
}
