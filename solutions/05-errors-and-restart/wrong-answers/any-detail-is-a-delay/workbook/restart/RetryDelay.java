package workbook.restart;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;

/** Finds in the details of an error when the server wants to be asked again. */
public final class RetryDelay {
  private RetryDelay() {}

  /**
   * The delay of the {@code google.rpc.RetryInfo} that came with this error, if one came.
   *
   * @param thrown what the observer's {@code onError} was given
   */
  public static Optional<Duration> in(Throwable thrown) {
    // tag::step-6[]
    com.google.rpc.Status details = StatusProto.fromThrowable(thrown);
    if (details == null) {
      return Optional.empty();
    }
    if (details.getDetailsCount() > 0) {
      RetryInfo info = RetryInfo.getDefaultInstance();
      for (Any detail : details.getDetailsList()) {
        if (detail.is(RetryInfo.class)) {
          try {
            info = detail.unpack(RetryInfo.class);
          } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
          }
        }
      }
      return Optional.of(
          Duration.ofSeconds(info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos()));
    }
    // end::step-6[]
    return Optional.empty();
  }
}
