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
    FleetGrpc.FleetStub stub = FleetGrpc.newStub(channel).withDeadlineAfter(LIMIT);
    Map<String, Integer> tally = new ConcurrentHashMap<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch open = new CountDownLatch(streams);
    List<StreamObserver<Question>> requests = new ArrayList<>();
    for (int i = 0; i < streams; i++) requests.add(stub.work(answers(tally, failure, open)));
    int k = 0;
    for (int s = 0; s < streams; s++) {
      int n = s == streams - 1 ? questions - k : questions / streams;
      for (int i = 0; i < n; i++, k++) requests.get(s).onNext(Question.getDefaultInstance());
    }
    requests.forEach(StreamObserver::onCompleted);
    open.await();
    if (failure.get() != null) throw Status.fromThrowable(failure.get()).asRuntimeException();
    return tally;
    // end::step-6[]
  }

  // tag::step-6[]
  private static StreamObserver<Answer> answers(
      Map<String, Integer> tally, AtomicReference<Throwable> failure, CountDownLatch open) {
    return new StreamObserver<>() {
      public void onNext(Answer a) {
        tally.merge(a.getServer(), 1, Integer::sum);
      }

      public void onError(Throwable t) {
        failure.set(t);
        open.countDown();
      }

      public void onCompleted() {
        open.countDown();
      }
    };
  }
  // end::step-6[]
}
