package workbook.restart;

import java.util.List;
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
    Map<String, ?> follow = Map.of("service", "workbook.feed.RouteGuideFeed", "method", "Follow");
    Map<String, ?> getProgress =
        Map.of("service", "workbook.transfer.FileTransfer", "method", "GetProgress");
    Map<String, ?> policy =
        Map.of(
            "maxAttempts",
            4,
            "initialBackoff",
            "0.5s",
            "maxBackoff",
            "5s",
            "backoffMultiplier",
            2,
            "retryableStatusCodes",
            List.of("UNAVAILABLE"));
    return Map.of(
        "methodConfig",
        List.of(
            Map.of("name", List.of(follow, getProgress), "timeout", "10s", "retryPolicy", policy)));
    // end::step-10[]
  }
}
