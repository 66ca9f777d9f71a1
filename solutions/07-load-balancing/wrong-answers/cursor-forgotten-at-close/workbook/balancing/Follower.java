package workbook.balancing;

import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.function.Consumer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Item;

/**
 * Follows the items of a fleet by one long stream that can be moved to another server. The reader
 * is given each item once and in order, by whatever stream it comes.
 *
 * <p>Safe for use by any thread. The reader is called by one thread at a time; it may move the
 * follower itself, but must not wait for another thread that does. A stream that breaks is not
 * opened again until somebody moves the follower.
 */
public final class Follower implements AutoCloseable {
  private final FleetGrpc.FleetStub stub;
  private final Consumer<Item> reader;

  // tag::step-7[]
  private Stream current;
  private long last;

  // end::step-7[]

  /** A follower that has not begun yet; {@link #move} begins. */
  public Follower(Channel channel, Consumer<Item> reader) {
    this.stub = FleetGrpc.newStub(channel);
    this.reader = reader;
  }

  /**
   * Follows by a new stream from now on, which the channel gives to the server whose turn it is.
   * The stream before, if there is one, is cancelled.
   */
  public void move() {
    // tag::step-7[]
    synchronized (this) {
      leave();
      current = new Stream();
      stub.follow(Cursor.newBuilder().setAfter(last).build(), current);
    }
    // end::step-7[]
  }

  /** Ends the stream. The reader is given nothing more. */
  @Override
  public void close() {
    // tag::step-7[]
    synchronized (this) {
      leave();
      last = 0;
    }
    // end::step-7[]
  }

  // tag::step-7[]
  private void leave() {
    if (current != null) {
      Stream before = current;
      current = null;
      before.call.cancel("the follower moves on", null);
    }
  }

  private final class Stream implements ClientResponseObserver<Cursor, Item> {
    private ClientCallStreamObserver<Cursor> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<Cursor> call) {
      this.call = call;
    }

    @Override
    public void onNext(Item item) {
      synchronized (Follower.this) {
        // What was still on its way when this stream was left comes again by the next one.
        if (this == current) {
          last = item.getNumber();
          reader.accept(item);
        }
      }
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}
  }
  // end::step-7[]
}
