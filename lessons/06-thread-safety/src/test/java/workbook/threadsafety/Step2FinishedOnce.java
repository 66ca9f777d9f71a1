package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ENDED_BY_TWO;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.END_DURING_A_MESSAGE;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.LATE_MESSAGE_THROWS;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.LOCK_NOT_GIVEN_BACK;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.STOPPED_BY_A_THROW;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.threadsafety.StepDoor.What;

@Step(2)
class Step2FinishedOnce {
  private static final StatusRuntimeException ABORTED = Status.ABORTED.asRuntimeException();
  private static final Metadata.Key<String> WHY =
      Metadata.Key.of("why", Metadata.ASCII_STRING_MARSHALLER);

  @Test
  @Order(1)
  void theEndTakesItsTurn(Bench bench) {
    News news = new News();
    AtomicBoolean overlapped = new AtomicBoolean();
    AtomicBoolean first = new AtomicBoolean(true);
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what == What.END && inside > 1) {
                overlapped.set(true);
              }
              // While the message is on its way, B ends the call.
              if (what == What.MESSAGE && first.getAndSet(false)) {
                Producer b = new Producer("producer B", () -> news.stream().onCompleted());
                b.letIn(bench, overlapped::get);
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    new Producer("producer A", () -> news.stream().onNext(News.news("the last one")));

    bench.comesTrue(() -> client.status() != null);
    if (overlapped.get()) {
      throw new Mismatch(
              "the message first, then the end of the call",
              "B's onCompleted ends the call while A's onNext is not done")
          .because(END_DURING_A_MESSAGE);
    }
    client.expectAnswer("the message, before the end of the call");
    client.expectCompleted("the status OK after the message");
  }

  @Test
  @Order(2)
  void twoEndsAtOnce(Bench bench) {
    News news = new News();
    AtomicInteger ends = new AtomicInteger();
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicReference<Producer> b = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what != What.END) {
                return;
              }
              ends.incrementAndGet();
              // While A ends the call, B finds that something is wrong.
              if (first.getAndSet(false)) {
                b.set(
                    new Producer(
                        "producer B",
                        () -> news.stream().onError(Status.ABORTED.asRuntimeException())));
                b.get().letIn(bench, () -> ends.get() > 1);
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onCompleted());

    bench.comesTrue(() -> client.status() != null && a.done() && b.get().done());
    if (ends.get() > 1) {
      RuntimeException thrown = a.thrown() == null ? b.get().thrown() : a.thrown();
      throw new Mismatch(
              "the call is ended once, though A and B end it at the same time",
              "it is ended twice"
                  + (thrown == null ? "" : ", and the second throws: " + thrown.getMessage()))
          .because(ENDED_BY_TWO);
    }
    client.expectCompleted("A's status OK: A was first");
  }

  @Test
  @Order(3)
  void aThreadsEndComesAfterItsMessages(Bench bench) {
    News news = new News();
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicReference<Producer> b = new AtomicReference<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              // While A's message is on its way, B writes its last one and ends the call.
              if (what == What.MESSAGE && first.getAndSet(false)) {
                b.set(
                    new Producer(
                        "producer B",
                        () -> {
                          news.stream().onNext(News.news("B's last one"));
                          news.stream().onCompleted();
                        }));
                b.get().endsOrWaits();
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    new Producer("producer A", () -> news.stream().onNext(News.news("A's")));

    bench.comesTrue(() -> client.status() != null && b.get().done());
    b.get().expectNothingThrown("B's onNext and onCompleted return");
    client.expectStatus("A's message, then B's, then the status OK", Status.Code.OK);
    bench
        .expect("what B has written before it ended the call", News.texts(client))
        .is(List.of("A's", "B's last one"));
  }

  @Test
  @Order(4)
  void whoHasWaitedLooksOnceMore(Bench bench) {
    News news = new News();
    AtomicInteger ends = new AtomicInteger();
    AtomicBoolean first = new AtomicBoolean(true);
    List<Producer> all = new CopyOnWriteArrayList<>();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what == What.END) {
                ends.incrementAndGet();
              }
              // While A's message is on its way, four others wait for their turn. Whichever of them
              // comes first, a message and an end are left that find the call over.
              if (what == What.MESSAGE && first.getAndSet(false)) {
                all.add(waiting("producer B", () -> news.stream().onNext(News.news("B's"))));
                all.add(waiting("producer C", () -> news.stream().onError(ABORTED)));
                all.add(waiting("producer D", () -> news.stream().onNext(News.news("D's"))));
                all.add(waiting("producer E", () -> news.stream().onCompleted()));
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onNext(News.news("A's")));

    bench.comesTrue(
        () -> client.status() != null && a.done() && all.stream().allMatch(Producer::done));
    if (ends.get() > 1) {
      throw new Mismatch(
              "the call is ended once, though C and E both wait to end it",
              "it is ended " + ends + " times")
          .because(ENDED_BY_TWO);
    }
    for (Producer producer : all) {
      if (producer.thrown() != null) {
        throw new Mismatch(
                "who has waited for their turn is not thrown anything if the call has ended meanwhile",
                producer.getName() + " is thrown: " + producer.thrown().getMessage())
            .because(LATE_MESSAGE_THROWS);
      }
    }
    bench.await("the call is ended", () -> client.status() != null, "it is still open");
  }

  private static Producer waiting(String name, Runnable writes) {
    Producer producer = new Producer(name, writes);
    producer.endsOrWaits();
    return producer;
  }

  @Test
  @Order(5)
  void aWriteThatThrowsHoldsUpNobody(Bench bench) {
    News news = new News();
    AtomicBoolean first = new AtomicBoolean(true);
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (what == What.MESSAGE && first.getAndSet(false)) {
                throw new IllegalStateException("cannot be serialized");
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onNext(News.news("broken")));
    bench.comesTrue(a::done);
    Producer b = new Producer("producer B", () -> news.stream().onCompleted());

    if (!bench.comesTrue(b::done)) {
      throw new Mismatch("B can end the call after A's onNext has thrown", "B waits for ever")
          .because(LOCK_NOT_GIVEN_BACK);
    }
    b.expectNothingThrown("B can end the call after A's onNext has thrown");
    if (!bench.comesTrue(() -> client.status() != null)) {
      throw new Mismatch(
              "B can end the call after A's onNext has thrown",
              "B's onCompleted has returned, and the call is still open")
          .because(STOPPED_BY_A_THROW);
    }
  }

  @Test
  @Order(6)
  void whatComesAfterTheEndIsDropped(Bench bench) {
    News news = new News();
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Metadata trailers = new Metadata();
    trailers.put(WHY, "the reader was late");
    Status closed = Status.UNAVAILABLE.withDescription("closed");
    news.stream().onError(closed.asRuntimeException(trailers));
    Producer late =
        new Producer(
            "producer B",
            () -> {
              news.stream().onNext(News.news("too late"));
              news.stream().onCompleted();
            });

    Status status =
        client.expectStatus("the status that ended the call, UNAVAILABLE", Status.Code.UNAVAILABLE);
    bench.expect("the description that onError was given", status.getDescription()).is("closed");
    bench
        .expect("the trailer that onError was given", client.trailers().get(WHY))
        .is("the reader was late");
    bench.comesTrue(late::done);
    if (late.thrown() != null) {
      throw new Mismatch(
              "what is written after the end is dropped",
              "the producer is thrown: " + late.thrown().getMessage())
          .because(LATE_MESSAGE_THROWS);
    }
  }
}
