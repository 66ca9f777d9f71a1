package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.MESSAGE_GIVEN_UP;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.MIXED_ON_THE_WIRE;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ORDER_OF_A_PRODUCER_LOST;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.TWO_WRITERS_AT_ONCE;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Background;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(value = 1, openEnded = true)
class Step1OneMessageAtATime {
  private static final String A = "from A: the pass is open again";
  private static final String B = "B: closed";

  @BeforeAll
  static void loadNetty() {
    Bench.loadNetty();
  }

  @Test
  @Order(1)
  void twoMessagesOnOneWire(Bench bench) {
    News news = new News();
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean written = new AtomicBoolean();
    AtomicReference<Caller<EchoRequest, EchoResponse>> reader = new AtomicReference<>();
    AtomicReference<Producer> b = new AtomicReference<>();
    bench
        .onNetty()
        .serve(
            StepBytes.inHalves(
                news,
                () -> {
                  // Half of A's message is written: now B has something to say too.
                  if (first.getAndSet(false)) {
                    b.set(new Producer("producer B", () -> news.stream().onNext(News.news(B))));
                    b.get().endsOrWaits();
                    if (written.get() && bench.comesTrue(() -> mixed(reader.get()) != null)) {
                      // What comes next cannot be read at all. Once is enough.
                      holdUntilTheStepIsOver();
                    }
                  } else {
                    written.set(true);
                  }
                }));
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");
    reader.set(client);
    bench.comesTrue(() -> news.stream() != null);

    Background<?> a =
        bench.background(
            "producer A",
            () -> {
              news.stream().onNext(News.news(A));
              return "normally";
            });

    bench.comesTrue(
        () -> client.answers().size() == 2 || mixed(client) != null || client.status() != null);
    String mixed = mixed(client);
    if (mixed != null) {
      throw new Mismatch(
              "both messages reach the client whole, though B writes while A's is half written",
              '"' + printable(mixed) + "\", which nobody has sent")
          .because(MIXED_ON_THE_WIRE);
    }
    List<String> texts = News.texts(client);
    if (texts.size() == 1 && client.status() == null && a.done() && b.get().done()) {
      throw new Mismatch(
              "the messages of both producers",
              "only \"" + texts.get(0) + "\", and both have returned from onNext")
          .because(MESSAGE_GIVEN_UP);
    }
    client.expectAnswers("the messages of both producers, whole", 2);
    bench
        .expect("what the client got", News.texts(client))
        .matches("both messages, each once", got -> got.contains(A) && got.contains(B));
  }

  @Test
  @Order(2)
  void twoFirstMessagesAtOnce(Bench bench) {
    News news = new News();
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean overlapped = new AtomicBoolean();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (inside > 1) {
                overlapped.set(true);
              }
              if (first.getAndSet(false)) {
                Producer b = new Producer("producer B", () -> news.stream().onNext(News.news(B)));
                b.letIn(bench, overlapped::get);
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onNext(News.news(A)));

    bench.comesTrue(() -> client.answers().size() == 2 || client.status() != null);
    if (overlapped.get()) {
      bench.comesTrue(a::done);
      throw new Mismatch(
              "one message after the other goes into the stream",
              "B's onNext runs while A's is not done"
                  + (a.thrown() == null ? "" : "; A's throws: " + a.thrown().getMessage()))
          .because(TWO_WRITERS_AT_ONCE);
    }
    client.expectAnswers("the messages of both producers", 2);
    bench
        .expect("what the client got", News.texts(client))
        .matches("both messages, each once", got -> got.contains(A) && got.contains(B));
  }

  @Test
  @Order(3)
  void eachProducersOrderIsKept(Bench bench) {
    News news = new News();
    AtomicBoolean overlapped = new AtomicBoolean();
    AtomicReference<Thread> producer = new AtomicReference<>();
    List<String> sent = List.of("zero", "one", "two", "three", "four");
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              overlapped.compareAndSet(false, inside > 1);
              // Where another thread sends for the producer, it is slow with the first message.
              if (News.news("one").equals(message) && Thread.currentThread() != producer.get()) {
                bench.comesTrue(() -> overlapped.get());
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");
    Producer a =
        new Producer(
            "producer A",
            () -> {
              producer.set(Thread.currentThread());
              sent.forEach(text -> news.stream().onNext(News.news(text)));
            });

    bench.comesTrue(() -> client.answers().size() == 5 || client.status() != null);
    if (overlapped.get()) {
      throw new Mismatch(
              "one message after the other goes into the stream",
              "one producer's messages are sent by several threads at once")
          .because(TWO_WRITERS_AT_ONCE);
    }
    bench.comesTrue(a::done);
    client.expectAnswers("all five messages of the producer", 5);
    bench
        .expect("what the client got of zero, one, two, three, four", News.texts(client))
        .diagnose(got -> got.containsAll(sent), ORDER_OF_A_PRODUCER_LOST)
        .is(sent);
  }

  /** A message that neither A nor B has sent, or null. */
  private static String mixed(Caller<EchoRequest, EchoResponse> client) {
    return News.texts(client).stream()
        .filter(text -> !text.equals(A) && !text.equals(B))
        .findFirst()
        .orElse(null);
  }

  private static void holdUntilTheStepIsOver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "·");
  }
}
