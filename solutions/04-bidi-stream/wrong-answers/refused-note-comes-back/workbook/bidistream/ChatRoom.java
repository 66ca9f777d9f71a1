package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** One room. Whoever calls is in it, and hears what everyone else in it says. */
public final class ChatRoom extends RouteGuideGrpc.RouteGuideImplBase {
  // tag::step-3[]
  // Read for every note and changed only when somebody comes or goes: a list that is copied at each
  // change can be gone through without a lock.
  private final List<Guest> guests = new CopyOnWriteArrayList<>();

  // end::step-3[]
  /** How many people are in the room. May be called from any thread. */
  public int present() {
    // tag::step-4[]
    return guests.size();
    // end::step-4[]
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> responses) {
    Guest guest = new Guest(responses);
    // tag::step-3[]
    guests.add(guest);
    // end::step-3[]
    return guest;
  }

  /** Somebody in the room: gets what they say, and holds the stream of what they hear. */
  private final class Guest implements StreamObserver<RouteNote> {
    private final StreamObserver<RouteNote> ear;

    Guest(StreamObserver<RouteNote> responses) {
      StreamObserver<RouteNote> stream = responses;
      // tag::step-5[]
      stream = new SafeStream<>(responses, () -> guests.remove(this));
      // end::step-5[]
      this.ear = stream;
    }

    @Override
    public void onNext(RouteNote note) {
      // tag::step-4[]
      if (note.getMessage().isEmpty()) {
        guests.remove(this);
        // tag::mistake[]
        ear.onNext(note);
        // end::mistake[]
        ear.onError(
            Status.INVALID_ARGUMENT
                .withDescription("a note must have a message")
                .asRuntimeException());
        return;
      }
      // end::step-4[]
      // tag::step-3[]
      for (Guest other : guests) {
        if (other != this) {
          other.ear.onNext(note);
        }
      }
      // end::step-3[]
    }

    @Override
    public void onError(Throwable cancelled) {
      // tag::step-4[]
      guests.remove(this);
      // end::step-4[]
    }

    @Override
    public void onCompleted() {
      // tag::step-4[]
      // Not there any more: refused, and the half-close was on its way already.
      if (guests.remove(this)) {
        ear.onCompleted();
      }
      // end::step-4[]
    }
  }
}
