package workbook.restart;

import java.util.List;
import java.util.Map;

/** What a channel is told to retry by itself. */
public final class RetryPolicy {
  private RetryPolicy() {}

  /**
   * The service config for a channel to {@code workbook.transfer.FileTransfer}, for {@code
   * ManagedChannelBuilder.defaultServiceConfig}.
   */
  public static Map<String, ?> serviceConfig() {
    // tag::step-10[]
    Map<String, ?> policy =
        Map.of(
            "maxAttempts", 4,
            "initialBackoff", "0.5s",
            "maxBackoff", "5s",
            "backoffMultiplier", 2,
            "retryableStatusCodes", List.of("UNAVAILABLE"));
    Map<String, ?> method =
        Map.of("service", "workbook.transfer.FileTransfer", "method", "GetProgress");
    return Map.of(
        "methodConfig", List.of(Map.of("name", List.of(method), "retryPolicy", policy)));
    // end::step-10[]
  }
}
