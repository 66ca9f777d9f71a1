package workbook.balancing;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.proto.balancing.Cursor;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Item;

/** A server of items that sends what the step says. Its streams are counted from 1. */
final class StepServer extends FleetGrpc.FleetImplBase {
  private record Opened(long cursor, ServerCallStreamObserver<Item> items, int[] ended) {
    boolean isOpen() {
      return !items.isCancelled() && ended[0] == 0;
    }
  }

  private final List<Opened> streams = new CopyOnWriteArrayList<>();

  @Override
  public void follow(Cursor cursor, StreamObserver<Item> responses) {
    ServerCallStreamObserver<Item> items = (ServerCallStreamObserver<Item>) responses;
    items.setOnCancelHandler(() -> {});
    streams.add(new Opened(cursor.getAfter(), items, new int[1]));
  }

  /** How many streams were opened. */
  int streams() {
    return streams.size();
  }

  /** How many of them have not ended. */
  long open() {
    return streams.stream().filter(Opened::isOpen).count();
  }

  /** Where the client wants this stream to begin. */
  long cursor(int stream) {
    return streams.get(stream - 1).cursor();
  }

  /** Sends the items of these numbers. */
  void send(int stream, long... numbers) {
    for (long number : numbers) {
      streams
          .get(stream - 1)
          .items()
          .onNext(Item.newBuilder().setNumber(number).setServer("A").build());
    }
  }

  /** Ends this stream. */
  void end(int stream, Status status) {
    Opened opened = streams.get(stream - 1);
    opened.ended()[0] = 1;
    if (status.isOk()) {
      opened.items().onCompleted();
    } else {
      opened.items().onError(status.asRuntimeException());
    }
  }
}
