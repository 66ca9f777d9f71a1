package workbook.bidistream;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** A server for one call of a client under test, which does what the step says. */
final class StepPartner extends RouteGuideGrpc.RouteGuideImplBase {
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private volatile StreamObserver<RouteNote> client;

  Consumer<RouteNote> onNote = note -> {};
  Runnable onHalfClose = () -> {};

  /** What the client has said so far. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  void say(String... messages) {
    for (String message : messages) {
      client.onNext(Say.note(message));
    }
  }

  void end() {
    client.onCompleted();
  }

  void end(Status status) {
    client.onError(status.asRuntimeException());
  }

  @Override
  public StreamObserver<RouteNote> routeChat(StreamObserver<RouteNote> responses) {
    client = responses;
    return new StreamObserver<>() {
      @Override
      public void onNext(RouteNote note) {
        notes.add(note.getMessage());
        onNote.accept(note);
      }

      @Override
      public void onError(Throwable cancelled) {}

      @Override
      public void onCompleted() {
        onHalfClose.run();
      }
    };
  }
}
