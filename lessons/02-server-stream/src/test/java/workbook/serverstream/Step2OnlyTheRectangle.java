package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.CORNERS_TAKEN_AS_ORDERED;
import static workbook.bench.diagnosis.ServerStreamDiagnosis.EDGES_LEFT_OUT;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Step;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

@Step(2)
class Step2OnlyTheRectangle {
  private static final int SOUTH = 480_000_000;
  private static final int NORTH = 520_000_000;
  private static final int WEST = -10_000_000;
  private static final int EAST = 90_000_000;

  private static final List<Feature> AROUND =
      List.of(
          Samples.feature("too far north", NORTH + 1, 5_000_000),
          Samples.feature("too far south", SOUTH - 1, 5_000_000),
          Samples.feature("inside", 500_000_000, 5_000_000),
          Samples.feature("too far east", 500_000_000, EAST + 1),
          Samples.feature("too far west", 500_000_000, WEST - 1),
          Samples.feature("far away", -500_000_000, -1_700_000_000));

  private static final List<Feature> EDGES =
      List.of(
          Samples.feature("east edge", 500_000_000, EAST),
          Samples.feature("inside", 500_000_000, 5_000_000),
          Samples.feature("north edge", NORTH, 5_000_000),
          Samples.feature("north-east corner", NORTH, EAST),
          Samples.feature("south edge", SOUTH, 5_000_000),
          Samples.feature("south-west corner", SOUTH, WEST),
          Samples.feature("west edge", 500_000_000, WEST));

  @Test
  @Order(1)
  void whatLiesOutsideIsPassedOver(Bench bench) {
    bench
        .expect(
            "what is listed from south-west to north-east",
            listed(bench, AROUND, Samples.area(SOUTH, WEST, NORTH, EAST)))
        .is(List.of("inside"));
  }

  @Test
  @Order(2)
  void theEdgesBelongToIt(Bench bench) {
    edges(bench, "south-west to north-east", Samples.area(SOUTH, WEST, NORTH, EAST));
  }

  private static void edges(Bench bench, String which, Rectangle area) {
    bench
        .expect("what is listed from " + which, listed(bench, EDGES, area))
        .diagnose(names -> names.contains("inside") && names.size() < EDGES.size(), EDGES_LEFT_OUT)
        .is(Samples.names(EDGES));
  }

  @Test
  @Order(3)
  void theWholeEarth(Bench bench) {
    bench
        .expect(
            "what is listed of the whole earth, from 90 south, 180 west to 90 north, 180 east",
            listed(bench, AROUND, Samples.EARTH))
        .is(Samples.names(AROUND));
  }

  @Test
  @Order(7)
  void aRectangleOfOnePoint(Bench bench) {
    bench
        .expect(
            "what is listed if both corners are the place of a feature",
            listed(bench, AROUND, Samples.area(500_000_000, 5_000_000, 500_000_000, 5_000_000)))
        .is(List.of("inside"));
  }

  @Test
  @Order(4)
  void fromNorthEastToSouthWest(Bench bench) {
    corners(bench, "north-east to south-west", Samples.area(NORTH, EAST, SOUTH, WEST));
  }

  @Test
  @Order(5)
  void fromNorthWestToSouthEast(Bench bench) {
    corners(bench, "north-west to south-east", Samples.area(NORTH, WEST, SOUTH, EAST));
  }

  @Test
  @Order(6)
  void fromSouthEastToNorthWest(Bench bench) {
    corners(bench, "south-east to north-west", Samples.area(SOUTH, EAST, NORTH, WEST));
  }

  private static void corners(Bench bench, String which, Rectangle area) {
    bench
        .expect("what is listed from " + which, listed(bench, AROUND, area))
        .diagnose(List.of(), CORNERS_TAKEN_AS_ORDERED)
        .is(List.of("inside"));
    edges(bench, which, area);
  }

  private static List<String> listed(Bench bench, List<Feature> features, Rectangle area) {
    bench.serve(new FeatureLister(features));
    Caller<Rectangle, Feature> reader = bench.call(RouteGuideGrpc.getListFeaturesMethod());
    reader.send(area).halfClose();
    bench.comesTrue(() -> reader.status() != null);
    List<Feature> answers =
        reader.expectAnswers("features, then the status OK", reader.answers().size());
    reader.expectCompleted("features, then the status OK");
    return Samples.names(answers);
  }
}
