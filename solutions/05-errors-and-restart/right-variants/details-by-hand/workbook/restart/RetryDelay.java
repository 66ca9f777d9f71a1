package workbook.restart;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/** Knows the name of the trailer. */
public final class RetryDelay {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private RetryDelay() {}

  public static Optional<Duration> in(Throwable thrown) {
    Metadata trailers = Status.trailersFromThrowable(thrown);
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    if (details == null) {
      return Optional.empty();
    }
    try {
      for (Any detail : com.google.rpc.Status.parseFrom(details).getDetailsList()) {
        if (detail.is(RetryInfo.class)) {
          com.google.protobuf.Duration delay = detail.unpack(RetryInfo.class).getRetryDelay();
          // A little later than asked, so that not all come at once.
          return Optional.of(Duration.ofSeconds(delay.getSeconds() + 1, delay.getNanos()));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
