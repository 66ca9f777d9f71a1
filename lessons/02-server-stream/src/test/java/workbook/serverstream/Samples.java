package workbook.serverstream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.Rectangle;
import workbook.proto.routeguide.RouteGuideGrpc;

/** A few places, a rectangle, and a server that does what a step tells it. */
final class Samples {
  static final Feature ZURICH = feature("Europe/Zurich", 473833333, 85333333);
  static final Feature PARIS = feature("Europe/Paris", 488666667, 23333333);
  static final Feature LONDON = feature("Europe/London", 515083333, -1252778);
  static final Feature TOKYO = feature("Asia/Tokyo", 356544444, 1397447222);

  static final List<Feature> FEATURES = List.of(ZURICH, PARIS, LONDON, TOKYO);

  /** Where all the features lie. */
  static final Rectangle NORTH = area(300_000_000, -100_000_000, 600_000_000, 1_500_000_000);

  static final Rectangle EARTH = area(-900_000_000, -1_800_000_000, 900_000_000, 1_800_000_000);

  private Samples() {}

  static Feature feature(String name, int latitude, int longitude) {
    return Feature.newBuilder().setName(name).setLocation(point(latitude, longitude)).build();
  }

  static Rectangle area(int latitude, int longitude, int otherLatitude, int otherLongitude) {
    return Rectangle.newBuilder()
        .setLo(point(latitude, longitude))
        .setHi(point(otherLatitude, otherLongitude))
        .build();
  }

  static List<String> names(List<Feature> features) {
    return features.stream().map(Feature::getName).sorted().toList();
  }

  private static Point point(int latitude, int longitude) {
    return Point.newBuilder().setLatitude(latitude).setLongitude(longitude).build();
  }

  /** A server that sends some features at once and leaves the rest of the call to the step. */
  static final class Lister extends RouteGuideGrpc.RouteGuideImplBase {
    private final List<Feature> atOnce;
    private final List<StreamObserver<Feature>> open = new CopyOnWriteArrayList<>();

    Lister(Feature... atOnce) {
      this.atOnce = List.of(atOnce);
    }

    @Override
    public void listFeatures(Rectangle area, StreamObserver<Feature> responses) {
      atOnce.forEach(responses::onNext);
      open.add(responses);
    }

    /** The call that came last, or null while none has. */
    StreamObserver<Feature> open() {
      return open.isEmpty() ? null : open.get(open.size() - 1);
    }

    /** The call that came first, or null while none has. */
    StreamObserver<Feature> first() {
      return open.isEmpty() ? null : open.get(0);
    }
  }

  /** A server that sends two features and ends the call with a status, all at once. */
  static final class Ended extends RouteGuideGrpc.RouteGuideImplBase {
    private final Status status;

    Ended(Status status) {
      this.status = status;
    }

    @Override
    public void listFeatures(Rectangle area, StreamObserver<Feature> responses) {
      responses.onNext(ZURICH);
      responses.onNext(PARIS);
      if (status.isOk()) {
        responses.onCompleted();
      } else {
        responses.onError(status.asRuntimeException());
      }
    }
  }
}
