package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** Only the porter's thread touches the guests. It waits for the next thing to do, for ever. */
public final class ChatRoom extends RouteGuideGrpc.RouteGuideImplBase {
  private final BlockingQueue<Runnable> door = new LinkedBlockingQueue<>();
  private final Set<StreamObserver<RouteNote>> ears = new LinkedHashSet<>();
  private final AtomicInteger present = new AtomicInteger();

  /** An empty room with a porter. */
  public ChatRoom() {
    Thread porter = new Thread(this::keepTheDoor, "porter");
    porter.setDaemon(true);
    porter.start();
  }

  private void keepTheDoor() {
    try {
      while (true) {
        door.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public int present() {
    return present.get();
  }

  private boolean leaves(StreamObserver<RouteNote> ear) {
    boolean was = ears.remove(ear);
    if (was) {
      present.decrementAndGet();
    }
    return was;
  }

  private void hears(StreamObserver<RouteNote> ear, RouteNote note) {
    try {
      ear.onNext(note);
    } catch (RuntimeException broken) {
      leaves(ear);
    }
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> ear) {
    present.incrementAndGet();
    door.add(() -> ears.add(ear));
    return new StreamObserver<>() {
      @Override
      public void onNext(RouteNote note) {
        door.add(() -> says(note));
      }

      private void says(RouteNote note) {
        if (!note.getMessage().isEmpty()) {
          List.copyOf(ears).stream()
              .filter(other -> other != ear)
              .forEach(other -> hears(other, note));
        } else if (leaves(ear)) {
          ear.onError(
              Status.INVALID_ARGUMENT.withDescription("a note of no words").asRuntimeException());
        }
      }

      @Override
      public void onError(Throwable cancelled) {
        door.add(() -> leaves(ear));
      }

      @Override
      public void onCompleted() {
        door.add(
            () -> {
              if (leaves(ear)) {
                ear.onCompleted();
              }
            });
      }
    };
  }
}
