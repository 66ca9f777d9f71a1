package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.COLLECTED_FIRST;

import java.util.Iterator;
import java.util.List;
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

  @Test
  @Order(1)
  void eachFeatureThenTheEnd(Bench bench) {
    Caller<Rectangle, Feature> reader = reader(bench, Samples.FEATURES);

    List<Feature> answers = reader.expectAnswers("four features, then the status OK", 4);
    reader.expectCompleted("four features, then the status OK");
    bench.expect("the features", Samples.names(answers)).is(Samples.names(Samples.FEATURES));
  }

  @Test
  @Order(2)
  void aListOfNoFeaturesEndsToo(Bench bench) {
    reader(bench, List.of()).expectCompleted("no feature, then the status OK");
  }

  @Test
  @Order(3)
  void theFirstIsSentBeforeTheLastIsFound(Bench bench) {
    AtomicBoolean inTime = new AtomicBoolean();
    // Before the last feature is found, there is time enough to send one of those before it.
    Iterable<Feature> slow =
        () ->
            new Iterator<>() {
              private int next;

              @Override
              public boolean hasNext() {
                return next < Samples.FEATURES.size();
              }

              @Override
              public Feature next() {
                if (next == Samples.FEATURES.size() - 1) {
                  inTime.set(
                      bench.comesTrue(() -> bench.calls().get(0).saw(End.SERVER, Kind.RESPONSE)));
                }
                return Samples.FEATURES.get(next++);
              }
            };

    reader(bench, slow).expectAnswers("four features", 4);

    if (!inTime.get()) {
      throw new Mismatch(
              "a feature is sent before the search comes to the last one",
              "nothing is sent until the search is over")
          .because(COLLECTED_FIRST);
    }
  }

  private static Caller<Rectangle, Feature> reader(Bench bench, Iterable<Feature> features) {
    bench.serve(new FeatureLister(features));
    Caller<Rectangle, Feature> reader = bench.call(RouteGuideGrpc.getListFeaturesMethod());
    return reader.send(Samples.NORTH).halfClose();
  }
}
