package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import workbook.proto.balancing.Answer;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** Deals questions out over some streams and counts which server answers. */
public final class StreamTally {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private StreamTally() {}

  /**
   * Opens so many streams on this channel, deals the questions out over them in turn, and waits for
   * all answers.
   *
   * @return how many questions each server answered, by the server's name
   * @throws io.grpc.StatusRuntimeException with the status of a stream that did not end with OK
   */
  public static Map<String, Integer> ofMessages(Channel channel, int streams, int questions)
      throws InterruptedException {
    // tag::step-6[]
    // One deadline for all, since all are opened now.
    FleetGrpc.FleetStub stub = FleetGrpc.newStub(channel).withDeadlineAfter(LIMIT);
    Map<String, Integer> tally = new ConcurrentHashMap<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int needed = Math.min(streams, questions);
    CountDownLatch open = new CountDownLatch(needed);
    List<StreamObserver<Question>> requests = new ArrayList<>();
    for (int i = 0; i < needed; i++) {
      requests.add(stub.work(new Answers(tally, failure, open)));
    }
    for (int i = 0; i < questions; i++) {
      requests.get(i % streams).onNext(Question.getDefaultInstance());
    }
    requests.forEach(StreamObserver::onCompleted);
    // The deadline ends each stream, so this wait ends.
    open.await();
    if (failure.get() != null) {
      throw Status.fromThrowable(failure.get()).asRuntimeException();
    }
    return tally;
    // end::step-6[]
  }

  // tag::step-6[]
  private record Answers(
      Map<String, Integer> tally, AtomicReference<Throwable> failure, CountDownLatch open)
      implements StreamObserver<Answer> {
    @Override
    public void onNext(Answer answer) {
      tally.merge(answer.getServer(), 1, Integer::sum);
    }

    @Override
    public void onError(Throwable cause) {
      failure.set(cause);
      open.countDown();
    }

    @Override
    public void onCompleted() {
      open.countDown();
    }
  }
  // end::step-6[]
}
