package workbook.restart;

import java.util.List;
import java.util.Map;

/** Numbers as doubles, and an entry for each method. */
public final class RetryPolicy {
  private RetryPolicy() {}

  public static Map<String, ?> serviceConfig() {
    return Map.of(
        "methodConfig",
        List.of(
            method("workbook.transfer.FileTransfer", "GetProgress"),
            method("workbook.feed.RouteGuideFeed", "Follow")));
  }

  private static Map<String, ?> method(String service, String method) {
    return Map.of(
        "name", List.of(Map.of("service", service, "method", method)),
        "retryPolicy",
            Map.of(
                "maxAttempts",
                4.0,
                "initialBackoff",
                "0.500s",
                "maxBackoff",
                "5s",
                "backoffMultiplier",
                2.0,
                "retryableStatusCodes",
                List.of(14.0)));
  }
}
