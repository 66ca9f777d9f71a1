package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** One room. Whoever calls is in it, and hears what everyone else in it says. */
public final class ChatRoom extends RouteGuideGrpc.RouteGuideImplBase {
  // tag::step-3[]

  // end::step-3[]
  /** How many people are in the room. May be called from any thread. */
  public int present() {
    // tag::step-4[]
    // TODO step 4
    throw Status.UNIMPLEMENTED
        .withDescription("step 4: say how many are in the room")
        .asRuntimeException();
    // end::step-4[]
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> responses) {
    Guest guest = new Guest(responses);
    // tag::step-3[]
    // TODO step 3
    responses.onError(
        Status.UNIMPLEMENTED
            .withDescription("step 3: let the caller into the room")
            .asRuntimeException());
    // end::step-3[]
    return guest;
  }

  /** Somebody in the room: gets what they say, and holds the stream of what they hear. */
  private final class Guest implements StreamObserver<RouteNote> {
    private final StreamObserver<RouteNote> ear;

    Guest(StreamObserver<RouteNote> responses) {
      StreamObserver<RouteNote> stream = responses;
      // tag::step-5[]
      // TODO step 5
      // end::step-5[]
      this.ear = stream;
    }

    @Override
    public void onNext(RouteNote note) {
      // tag::step-4[]
      // TODO step 4
      // end::step-4[]
      // tag::step-3[]
      // TODO step 3
      // end::step-3[]
    }

    @Override
    public void onError(Throwable cancelled) {
      // tag::step-4[]
      // TODO step 4
      // end::step-4[]
    }

    @Override
    public void onCompleted() {
      // tag::step-4[]
      // TODO step 4
      ear.onError(
          Status.UNIMPLEMENTED.withDescription("step 4: let the guest leave").asRuntimeException());
      // end::step-4[]
    }
  }
}
