package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.MESSAGE_GIVEN_UP;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.MIXED_ON_THE_WIRE;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ONE_LOCK_FOR_ALL;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.ORDER_OF_A_PRODUCER_LOST;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.TWO_WRITERS_AT_ONCE;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
import workbook.threadsafety.StepDoor.What;

@Step(value = 1, openEnded = true)
class Step1OneMessageAtATime {
  private static final String A = "from A: the pass is open again";
  private static final String B = "B: closed";
  private static final int MANY = 100;

  @BeforeAll
  static void loadNetty() {
    Bench.loadNetty();
  }

  @Test
  @Order(1)
  void aMessageIsPassedOn(Bench bench) {
    News news = new News();
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onNext(News.news(A)));

    a.expectReturn(bench, "onNext passes the message on, and returns");
    bench.expect("what the client got", client.expectAnswer("A's message").getMessage()).is(A);
  }

  @Test
  @Order(2)
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
    if (texts.size() < 2) {
      throw new Mismatch("the messages of both producers, whole", texts.size() + " of them came");
    }
    bench
        .expect("what the client got", News.texts(client))
        .matches("both messages, each once", got -> got.contains(A) && got.contains(B));
  }

  @Test
  @Order(3)
  void twoFirstMessagesAtOnce(Bench bench) {
    News news = new News();
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean overlapped = new AtomicBoolean();
    AtomicReference<Producer> b = new AtomicReference<>();
    List<String> more = IntStream.rangeClosed(1, MANY).mapToObj(Integer::toString).toList();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              if (inside > 1) {
                overlapped.set(true);
              }
              if (first.getAndSet(false)) {
                b.set(
                    new Producer(
                        "producer B",
                        () -> more.forEach(text -> news.stream().onNext(News.news(text)))));
                b.get().letIn(bench, overlapped::get);
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> client = News.reader(bench, "passes");

    Producer a = new Producer("producer A", () -> news.stream().onNext(News.news(A)));

    int all = 1 + MANY;
    bench.comesTrue(
        () -> client.answers().size() == all || client.status() != null || overlapped.get());
    if (overlapped.get()) {
      bench.comesTrue(a::done);
      throw new Mismatch(
              "one message after the other goes into the stream",
              "B's onNext runs while A's is not done"
                  + (a.thrown() == null ? "" : "; A's throws: " + a.thrown().getMessage()))
          .because(TWO_WRITERS_AT_ONCE);
    }
    a.expectNothingThrown("A's onNext returns");
    b.get().expectNothingThrown("B's onNext returns");
    List<String> texts = News.texts(client);
    if (texts.size() < all && client.status() == null && a.done() && b.get().done()) {
      throw new Mismatch(
              "A's message and the " + MANY + " that B writes meanwhile",
              "only " + texts.size() + " came, and both have returned from onNext")
          .because(MESSAGE_GIVEN_UP);
    }
    client.expectAnswers("A's message and the " + MANY + " that B writes meanwhile", all);
    bench.expect("whether A's message was among them", texts.contains(A)).is(true);
    expectOrder(bench, more, texts.stream().filter(text -> !text.equals(A)).toList());
  }

  @Test
  @Order(4)
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
    a.expectNothingThrown("A's onNext returns");
    client.expectAnswers("all five messages of the producer", 5);
    expectOrder(bench, sent, News.texts(client));
  }

  @Test
  @Order(5)
  void anotherStreamIsNotHeldUp(Bench bench) {
    News news = new News();
    AtomicReference<SharedStream<EchoResponse>> first = new AtomicReference<>();
    AtomicReference<Producer> b = new AtomicReference<>();
    AtomicBoolean heldUp = new AtomicBoolean();
    bench.interceptServer(
        new StepDoor(
            (call, what, message, inside) -> {
              // While A writes to the first client, B writes to the second.
              if (call == 1 && what == What.MESSAGE) {
                b.set(new Producer("producer B", () -> news.stream().onNext(News.news(B))));
                heldUp.set(!bench.comesTrue(() -> b.get().done()));
              }
            }));
    bench.serve(news);
    Caller<EchoRequest, EchoResponse> one = News.reader(bench, "passes");
    first.set(news.stream());
    Caller<EchoRequest, EchoResponse> two = News.reader(bench, "roads");

    new Producer("producer A", () -> first.get().onNext(News.news(A)));

    one.expectAnswer("A's message for the first client");
    if (heldUp.get()) {
      throw new Mismatch(
              "B can write to the second client while A writes to the first",
              "B waits until A's onNext is done")
          .because(ONE_LOCK_FOR_ALL);
    }
    two.expectAnswer("B's message for the second client");
  }

  private static void expectOrder(Bench bench, List<String> sent, List<String> got) {
    int i = 0;
    while (i < Math.min(sent.size(), got.size()) && sent.get(i).equals(got.get(i))) {
      i++;
    }
    int to = Math.min(i + 5, got.size());
    int from = Math.max(0, to - 5);
    bench
        .expect("the order of one producer's messages", got.subList(from, to))
        .diagnose(some -> sent.containsAll(got) && got.containsAll(sent), ORDER_OF_A_PRODUCER_LOST)
        .is(sent.subList(from, to));
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
