package workbook.balancing;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Item;

/** Follows the items of a fleet by a blocking stub, in a context that is cancelled to leave. */
public final class Follower implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final FleetGrpc.FleetBlockingStub stub;
  private final Consumer<Item> reader;
  private Context.CancellableContext current;
  private long last;

  public Follower(Channel channel, Consumer<Item> reader) {
    this.stub = FleetGrpc.newBlockingStub(channel);
    this.reader = reader;
  }

  public void move() {
    lock.lock();
    try {
      close();
      Context.CancellableContext mine = Context.ROOT.withCancellation();
      current = mine;
      Cursor cursor = Cursor.newBuilder().setAfter(last).build();
      Thread thread = new Thread(mine.wrap(() -> read(cursor, mine)), "follower");
      thread.setDaemon(true);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (current != null) {
        current.cancel(null);
        current = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void read(Cursor cursor, Context.CancellableContext mine) {
    try {
      Iterator<Item> items = stub.follow(cursor);
      while (items.hasNext()) {
        give(items.next(), mine);
      }
    } catch (StatusRuntimeException e) {
      // The stream was left, or it broke: somebody will move the follower.
    }
  }

  private void give(Item item, Context.CancellableContext mine) {
    lock.lock();
    try {
      if (mine == current) {
        last = item.getNumber();
        reader.accept(item);
      }
    } finally {
      lock.unlock();
    }
  }
}
