package workbook.clientstream;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** The same without the stub's observers. */
public final class EchoJoiner implements BindableService {

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(EchoGrpc.SERVICE_NAME)
        .addMethod(EchoGrpc.getClientStreamingEchoMethod(), EchoJoiner::start)
        .build();
  }

  private static ServerCall.Listener<EchoRequest> start(
      ServerCall<EchoRequest, EchoResponse> call, Metadata headers) {
    call.sendHeaders(new Metadata());
    call.request(1);
    return new ServerCall.Listener<>() {
      private final List<String> words = new ArrayList<>();

      @Override
      public void onMessage(EchoRequest word) {
        words.add(word.getMessage());
        call.request(1);
      }

      @Override
      public void onHalfClose() {
        call.sendMessage(EchoResponse.newBuilder().setMessage(String.join(" ", words)).build());
        call.close(Status.OK, new Metadata());
      }
    };
  }
}
