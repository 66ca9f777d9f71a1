package workbook.bench.world;

import io.grpc.ClientCall;
import io.grpc.Metadata;

/** A call that reaches nobody and is never answered. Takes everything and does nothing. */
public class UnansweredCall<Q, A> extends ClientCall<Q, A> {
  /** A call that was not started yet. */
  public UnansweredCall() {}

  @Override
  public void start(Listener<A> listener, Metadata headers) {}

  @Override
  public void request(int count) {}

  @Override
  public void cancel(String message, Throwable cause) {}

  @Override
  public void halfClose() {}

  @Override
  public void sendMessage(Q message) {}

  @Override
  public boolean isReady() {
    return false;
  }
}
