package workbook.threadsafety;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Whoever calls serverStreamingEcho reads the news of one topic: the message of the request. */
public final class Newsroom extends EchoGrpc.EchoImplBase {
  private final int limit;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  /**
   * A newsroom.
   *
   * @param limit how many messages may wait for one slow reader, at least 1
   */
  public Newsroom(int limit) {
    this.limit = limit;
  }

  /** How many are reading now. Any thread. */
  public int readers() {
    return readers.size();
  }

  // tag::step-3[]
  private final Map<String, String> latest = new ConcurrentHashMap<>();

  // end::step-3[]
  /** Gives the text to all who read this topic. Any thread, and several at once. */
  public void publish(String topic, String text) {
    // tag::step-3[]
    if (text.equals(latest.put(topic, text))) {
      return;
    }
    EchoResponse news = EchoResponse.newBuilder().setMessage(text).build();
    // The set may be gone through while readers come and go: no lock is held here.
    for (Reader reader : readers) {
      if (reader.topic.equals(topic)) {
        reader.ear.accept(news);
      }
    }
    // end::step-3[]
  }

  @Override
  public void serverStreamingEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    ServerCallStreamObserver<EchoResponse> stream =
        (ServerCallStreamObserver<EchoResponse>) responses;
    Reader reader = new Reader(request.getMessage(), stream);
    // tag::step-3[]
    stream.setOnCancelHandler(() -> readers.remove(reader));
    readers.add(reader);
    // end::step-3[]
  }

  /** Somebody who reads a topic. */
  private final class Reader {
    private final String topic;
    private final Consumer<EchoResponse> ear;

    Reader(String topic, ServerCallStreamObserver<EchoResponse> stream) {
      this.topic = topic;
      Consumer<EchoResponse> ear = stream::onNext;
      // tag::step-3[]
      ear = new SharedStream<>(stream)::onNext;
      // end::step-3[]
      // tag::step-4[]
      ear = new Mailbox<>(stream, limit, () -> readers.remove(this));
      // end::step-4[]
      this.ear = ear;
    }
  }
}
