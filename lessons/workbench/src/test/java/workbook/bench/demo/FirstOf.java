package workbook.bench.demo;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;

/** Keeps the first message of a call, or how the call failed before one came. */
final class FirstOf<T> implements StreamObserver<T> {
  private final CompletableFuture<T> first;

  FirstOf(CompletableFuture<T> first) {
    this.first = first;
  }

  @Override
  public void onNext(T message) {
    first.complete(message);
  }

  @Override
  public void onError(Throwable failure) {
    first.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    first.completeExceptionally(new AssertionError("the call ended without a message"));
  }
}
