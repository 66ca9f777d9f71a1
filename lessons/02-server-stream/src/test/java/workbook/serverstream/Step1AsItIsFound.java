package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.COLLECTED_FIRST;

import io.grpc.CallOptions;
import io.grpc.Status;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

@Step(1)
class Step1AsItIsFound {
  private static final String FOUR =
      "the four features, which all lie in the rectangle, then the status OK";

  @Test
  @Order(1)
  void eachFeatureThenTheEnd(Bench bench) {
    Caller<Rectangle, Feature> reader = reader(bench, Samples.FEATURES);

    List<Feature> answers = reader.expectAnswers(FOUR, 4);
    reader.expectCompleted(FOUR);
    bench.expect("the features", Samples.names(answers)).is(Samples.names(Samples.FEATURES));
    for (Feature feature : Samples.FEATURES) {
      bench
          .expect("what the client gets of " + feature.getName(), named(answers, feature.getName()))
          .is(feature);
    }
    bench.expectNothingThrown();
  }

  private static Feature named(List<Feature> features, String name) {
    return features.stream().filter(feature -> feature.getName().equals(name)).findFirst().get();
  }

  @Test
  @Order(2)
  void aListOfNoFeaturesEndsToo(Bench bench) {
    reader(bench, List.of()).expectCompleted("no feature, then the status OK");
    bench.expectNothingThrown();
  }

  @Test
  @Order(3)
  void eachIsSentBeforeTheNextIsFound(Bench bench) {
    Unhurried features = new Unhurried(bench);

    reader(bench, features).expectAnswers("four features", 4);

    if (features.sentBeforeTheLast() == 0) {
      throw new Mismatch(
              "a feature is sent before the search comes to the last one",
              "nothing is sent until the search is over")
          .because(COLLECTED_FIRST);
    }
    if (features.late() != null) {
      throw new Mismatch("each feature is sent before the next one is looked for", features.late());
    }
  }

  @Test
  @Order(4)
  void theSecondClientGetsThemToo(Bench bench) {
    everything(bench, "the first client", reader(bench, Samples.FEATURES));

    everything(bench, "the second client", ask(bench));
  }

  @Test
  @Order(5)
  void twoClientsAtOnceGetAListEach(Bench bench) {
    HeldAtTheSecond features = new HeldAtTheSecond();
    bench.serverThreads(2);
    Caller<Rectangle, Feature> a = reader(bench, features);
    Caller<Rectangle, Feature> b;
    try {
      bench.await("the search for client A begins", features::held, "it does not");
      b = ask(bench);
      bench.comesTrue(() -> b.status() != null);
    } finally {
      features.goOn();
    }

    everything(bench, "client A, whose search took longer than that for B", a);
    everything(bench, "client B", b);
  }

  @Test
  @Order(6)
  void aSlowReaderGetsThemAllToo(Bench bench) {
    bench.serve(new FeatureLister(Samples.FEATURES));
    Caller<Rectangle, Feature> slow =
        bench.call(RouteGuideGrpc.getListFeaturesMethod(), CallOptions.DEFAULT, 1);
    slow.send(Samples.NORTH).halfClose();

    slow.expectAnswer("the first feature, which is all that the reader asks for at first");
    slow.ask(10);

    everything(bench, "a reader that asks for the others later", slow);
  }

  @Test
  @Order(7)
  void aLongListComesWhole(Bench bench) {
    List<Feature> features =
        Collections.nCopies(200, Samples.FEATURES).stream().flatMap(List::stream).toList();
    Caller<Rectangle, Feature> reader = reader(bench, features);

    reader.expectStatus("the status OK", Status.Code.OK);
    bench
        .expect("features for a list of 800, each of four 200 times", reader.answers().size())
        .is(800);
  }

  private static void everything(Bench bench, String who, Caller<Rectangle, Feature> reader) {
    String expected = "four features for " + who + ", then the status OK";
    bench
        .expect("the features for " + who, Samples.names(reader.expectAnswers(expected, 4)))
        .is(Samples.names(Samples.FEATURES));
    reader.expectCompleted(expected);
  }

  /** Four features. Whoever goes through them first waits before the second. */
  private static final class HeldAtTheSecond implements Iterable<Feature> {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean held;

    boolean held() {
      return held;
    }

    void goOn() {
      goOn.countDown();
    }

    @Override
    public Iterator<Feature> iterator() {
      boolean first = begun.compareAndSet(false, true);
      Iterator<Feature> all = Samples.FEATURES.iterator();
      return new Iterator<>() {
        private int found;

        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Feature next() {
          if (++found == 2 && first) {
            held = true;
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return all.next();
        }
      };
    }
  }

  /** Four features. Before each is found, there is time enough to send those before it. */
  private static final class Unhurried implements Iterable<Feature> {
    private final Bench bench;
    private volatile String late;
    private volatile int sentBeforeTheLast;

    Unhurried(Bench bench) {
      this.bench = bench;
    }

    /** How many had been sent when the search came to the last one. */
    int sentBeforeTheLast() {
      return sentBeforeTheLast;
    }

    /** The first time that one was found too early, in words, or null. */
    String late() {
      return late;
    }

    private int sent() {
      return bench.calls().get(0).seen(End.SERVER, Kind.RESPONSE).size();
    }

    private void expectSent(int found) {
      if (late == null && !bench.comesTrue(() -> sent() >= found)) {
        late =
            "feature %d is looked for while %d of the %d before it %s been sent"
                .formatted(found + 1, sent(), found, sent() == 1 ? "has" : "have");
      }
      sentBeforeTheLast = sent();
    }

    @Override
    public Iterator<Feature> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < Samples.FEATURES.size();
        }

        @Override
        public Feature next() {
          expectSent(next);
          return Samples.FEATURES.get(next++);
        }
      };
    }
  }

  private static Caller<Rectangle, Feature> reader(Bench bench, Iterable<Feature> features) {
    bench.serve(new FeatureLister(features));
    return ask(bench);
  }

  private static Caller<Rectangle, Feature> ask(Bench bench) {
    Caller<Rectangle, Feature> reader = bench.call(RouteGuideGrpc.getListFeaturesMethod());
    return reader.send(Samples.NORTH).halfClose();
  }
}
