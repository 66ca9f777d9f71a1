package workbook.threadsafety;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/**
 * Serves the news with messages whose bytes come in two halves, as those of a large message may,
 * and runs something in between, on the thread that writes them.
 */
final class StepBytes {
  private StepBytes() {}

  static BindableService inHalves(News news, Runnable between) {
    MethodDescriptor<EchoRequest, EchoResponse> method = EchoGrpc.getServerStreamingEchoMethod();
    Marshaller<EchoResponse> whole = method.getResponseMarshaller();
    Marshaller<EchoResponse> halves =
        new Marshaller<>() {
          @Override
          public InputStream stream(EchoResponse message) {
            return new Halves(message.toByteArray(), between);
          }

          @Override
          public EchoResponse parse(InputStream bytes) {
            return whole.parse(bytes);
          }
        };
    ServerServiceDefinition service =
        ServerServiceDefinition.builder(EchoGrpc.SERVICE_NAME)
            .addMethod(
                method.toBuilder(method.getRequestMarshaller(), halves).build(),
                ServerCalls.asyncServerStreamingCall(news::serverStreamingEcho))
            .build();
    return () -> service;
  }

  private static final class Halves extends ByteArrayInputStream {
    private final int half;
    private final Runnable between;

    Halves(byte[] bytes, Runnable between) {
      super(bytes);
      this.half = bytes.length / 2;
      this.between = between;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (pos == half) {
        between.run();
      }
      int some = pos < half ? Math.min(length, half - pos) : length;
      return super.read(into, offset, some);
    }
  }
}
