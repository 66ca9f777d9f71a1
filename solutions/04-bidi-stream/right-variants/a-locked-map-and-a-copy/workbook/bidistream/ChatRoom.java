package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** Locks only to look who is there. */
public final class ChatRoom extends RouteGuideGrpc.RouteGuideImplBase {
  private final Map<UUID, StreamObserver<RouteNote>> ears = new HashMap<>();

  public int present() {
    synchronized (ears) {
      return ears.size();
    }
  }

  private void remove(UUID guest) {
    synchronized (ears) {
      ears.remove(guest);
    }
  }

  private List<StreamObserver<RouteNote>> allBut(UUID guest) {
    synchronized (ears) {
      return ears.entrySet().stream()
          .filter(ear -> !ear.getKey().equals(guest))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> responses) {
    UUID guest = UUID.randomUUID();
    StreamObserver<RouteNote> own = new SafeStream<>(responses, () -> remove(guest));
    synchronized (ears) {
      ears.put(guest, own);
    }
    return new StreamObserver<>() {
      @Override
      public void onNext(RouteNote note) {
        if (note.getMessage().isEmpty()) {
          own.onError(
              Status.INVALID_ARGUMENT.withDescription("an empty note").asRuntimeException());
          remove(guest);
        } else {
          allBut(guest).forEach(ear -> ear.onNext(note));
        }
      }

      @Override
      public void onError(Throwable cancelled) {
        remove(guest);
      }

      @Override
      public void onCompleted() {
        own.onCompleted();
        remove(guest);
      }
    };
  }
}
