package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** No lock: only the room's own thread touches the guests and their streams. */
public final class ChatRoom extends RouteGuideGrpc.RouteGuideImplBase {
  private final ExecutorService porter =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "porter");
            thread.setDaemon(true);
            return thread;
          });
  private final List<StreamObserver<RouteNote>> ears = new ArrayList<>();
  private final AtomicInteger present = new AtomicInteger();

  public int present() {
    return present.get();
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> ear) {
    present.incrementAndGet();
    porter.execute(() -> ears.add(ear));
    return new StreamObserver<>() {
      @Override
      public void onNext(RouteNote note) {
        porter.execute(
            () -> {
              if (note.getMessage().isEmpty()) {
                leave();
                ear.onError(
                    Status.INVALID_ARGUMENT.withDescription("nothing said").asRuntimeException());
                return;
              }
              for (StreamObserver<RouteNote> other : List.copyOf(ears)) {
                if (other != ear) {
                  try {
                    other.onNext(note);
                  } catch (RuntimeException broken) {
                    if (ears.remove(other)) {
                      present.decrementAndGet();
                    }
                  }
                }
              }
            });
      }

      private void leave() {
        if (ears.remove(ear)) {
          present.decrementAndGet();
        }
      }

      @Override
      public void onError(Throwable cancelled) {
        porter.execute(this::leave);
      }

      @Override
      public void onCompleted() {
        porter.execute(
            () -> {
              leave();
              ear.onCompleted();
            });
      }
    };
  }
}
