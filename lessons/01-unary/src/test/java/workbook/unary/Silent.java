package workbook.unary;

import io.grpc.stub.StreamObserver;
import workbook.proto.routeguide.Feature;
import workbook.proto.routeguide.Point;
import workbook.proto.routeguide.RouteGuideGrpc;

/** A server that never answers. */
final class Silent extends RouteGuideGrpc.RouteGuideImplBase {
  @Override
  public void getFeature(Point location, StreamObserver<Feature> responses) {}
}
