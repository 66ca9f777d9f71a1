package workbook.restart;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;
import workbook.proto.routeguide.Feature;

/** A server for a reader under test: does in each call what the step says, then keeps quiet. */
final class StepFeed extends RouteGuideFeedGrpc.RouteGuideFeedImplBase {
  /** What happens in one call. */
  interface Script {
    void play(long after, StreamObserver<News> reader);
  }

  /** The positions after which the reader asked for news, call by call. */
  final List<Long> asked = new CopyOnWriteArrayList<>();

  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private volatile StreamObserver<News> last;

  StepFeed(Script... scripts) {
    this.scripts.addAll(List.of(scripts));
  }

  /** The news after the reader's position, up to this one; then the call stays open. */
  static Script upTo(long newest) {
    return (after, reader) -> {
      for (long position = after + 1; position <= newest; position++) {
        reader.onNext(news(position));
      }
    };
  }

  /** The news after the reader's position, up to this one, and the end of the feed. */
  static Script allUpTo(long newest) {
    return ends(upTo(newest));
  }

  /** One thing, and then the end of the feed. */
  static Script ends(Script first) {
    return (after, reader) -> {
      first.play(after, reader);
      reader.onCompleted();
    };
  }

  /** The news at these positions, whatever the reader asks for; then the call stays open. */
  static Script exactly(long... positions) {
    return (after, reader) -> {
      for (long position : positions) {
        reader.onNext(news(position));
      }
    };
  }

  /** One thing, and then this error. */
  static Script breaks(Script first, Status status) {
    return (after, reader) -> {
      first.play(after, reader);
      reader.onError(status.asRuntimeException());
    };
  }

  /** An error instead of news. */
  static Script fails(Status status) {
    return fails(status.asRuntimeException());
  }

  static Script fails(StatusRuntimeException error) {
    return (after, reader) -> reader.onError(error);
  }

  static News news(long position) {
    return News.newBuilder()
        .setPosition(position)
        .setFeature(Feature.newBuilder().setName("place " + position))
        .build();
  }

  /** Sends one piece of news in the call that was made last; nothing happens if that is over. */
  void tell(long position) {
    if (last == null) {
      return;
    }
    try {
      last.onNext(news(position));
    } catch (StatusRuntimeException e) {
      // The reader has gone.
    }
  }

  /** Ends the call that was made last, with this status. */
  void end(Status status) {
    if (status.isOk()) {
      last.onCompleted();
    } else {
      last.onError(status.asRuntimeException());
    }
  }

  @Override
  public void follow(FollowRequest request, StreamObserver<News> responses) {
    asked.add(request.getAfter());
    last = responses;
    Script script = scripts.poll();
    if (script != null) {
      script.play(request.getAfter(), responses);
    }
  }
}
