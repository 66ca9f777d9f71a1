package workbook.balancing;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Asks the fleet who answers. The question does no harm when it is asked twice. */
public final class WhoClient {
  private final FleetGrpc.FleetStub stub;
  private final Duration limit;

  /**
   * A client on a channel that stays open.
   *
   * @param limit how long one attempt may take
   */
  public WhoClient(Channel channel, Duration limit) {
    this.stub = FleetGrpc.newStub(channel);
    this.limit = limit;
  }

  /**
   * The name of the server that answers. If a server dies during the call, another one is asked.
   *
   * @throws StatusRuntimeException if no server can be asked, or if one refuses to answer
   */
  public String ask() {
    // tag::step-4[]
    CompletableFuture<String> server = new CompletableFuture<>();
    stub.withDeadlineAfter(limit)
        .who(
            Question.getDefaultInstance(),
            new StreamObserver<>() {
              @Override
              public void onNext(Answer answer) {
                server.complete(answer.getServer());
              }

              @Override
              public void onError(Throwable thrown) {
                // the next answer will do
              }

              @Override
              public void onCompleted() {}
            });
    return server.join();
    // end::step-4[]
  }
}
