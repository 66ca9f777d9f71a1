package workbook.balancing;

import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Item;

/** Follows the items of a fleet; all that it does is done on one thread, so there is no lock. */
public final class Follower implements AutoCloseable {
  private final Executor one =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "follower");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger closes = new AtomicInteger();
  private final FleetGrpc.FleetStub stub;
  private final Consumer<Item> reader;
  private Stream current;
  private long last;

  public Follower(Channel channel, Consumer<Item> reader) {
    this.stub = FleetGrpc.newStub(channel).withExecutor(one);
    this.reader = reader;
  }

  public void move() {
    one.execute(
        () -> {
          leave();
          current = new Stream(closes.get());
          stub.follow(Cursor.newBuilder().setAfter(last).build(), current);
        });
  }

  @Override
  public void close() {
    // At once, since the thread may be busy with items that came before.
    closes.incrementAndGet();
    one.execute(this::leave);
  }

  private void leave() {
    if (current != null) {
      Stream before = current;
      current = null;
      before.call.cancel("the follower moves on", null);
    }
  }

  private final class Stream implements ClientResponseObserver<Cursor, Item> {
    private final int closesBefore;
    private ClientCallStreamObserver<Cursor> call;

    Stream(int closesBefore) {
      this.closesBefore = closesBefore;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Cursor> call) {
      this.call = call;
    }

    @Override
    public void onNext(Item item) {
      if (this == current && closesBefore == closes.get()) {
        last = item.getNumber();
        reader.accept(item);
      }
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}
  }
}
