package workbook.threadsafety;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.List;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** A server whose one call the step writes to, and short words for messages. */
final class News extends EchoGrpc.EchoImplBase {
  private volatile SharedStream<EchoResponse> stream;

  /** The stream of the call, once it has come. */
  SharedStream<EchoResponse> stream() {
    return stream;
  }

  @Override
  public void serverStreamingEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
    stream = new SharedStream<>(responses);
  }

  static EchoResponse news(String text) {
    return EchoResponse.newBuilder().setMessage(text).build();
  }

  /** A request with a text of its own, as if it had come over a network: equal, not the same. */
  static EchoRequest word(String text) {
    return EchoRequest.newBuilder().setMessageBytes(ByteString.copyFromUtf8(text)).build();
  }

  static List<String> texts(Caller<?, EchoResponse> caller) {
    return caller.answers().stream().map(EchoResponse::getMessage).toList();
  }

  /** A client that reads the news, or those of a topic. */
  static Caller<EchoRequest, EchoResponse> reader(Bench bench, String topic) {
    Caller<EchoRequest, EchoResponse> reader = bench.call(EchoGrpc.getServerStreamingEchoMethod());
    return reader.send(word(topic)).halfClose();
  }
}
