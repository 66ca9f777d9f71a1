package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** Whoever speaks only puts notes into queues. */
public final class ChatRoom extends RouteGuideGrpc.RouteGuideImplBase {
  private final Set<Guest> guests = ConcurrentHashMap.newKeySet();

  public int present() {
    return guests.size();
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> responses) {
    Guest guest = new Guest(responses);
    ((ServerCallStreamObserver<RouteNote>) responses).setOnCancelHandler(guest::leave);
    guests.add(guest);
    return guest;
  }

  private final class Guest implements StreamObserver<RouteNote> {
    private final StreamObserver<RouteNote> ear;
    private final ExecutorService writer =
        new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Guest::daemon);

    Guest(StreamObserver<RouteNote> responses) {
      this.ear = responses;
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "writer");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public void onNext(RouteNote note) {
      if (note.getMessage().isBlank()) {
        leave();
        writer.execute(
            () ->
                ear.onError(
                    Status.INVALID_ARGUMENT.withDescription("say something").asRuntimeException()));
        return;
      }
      guests.stream().filter(guest -> guest != this).forEach(guest -> guest.hear(note));
    }

    private void hear(RouteNote note) {
      writer.execute(
          () -> {
            try {
              ear.onNext(note);
            } catch (RuntimeException broken) {
              leave();
            }
          });
    }

    private void leave() {
      guests.remove(this);
    }

    @Override
    public void onError(Throwable cancelled) {
      leave();
    }

    @Override
    public void onCompleted() {
      leave();
      writer.execute(ear::onCompleted);
    }
  }
}
