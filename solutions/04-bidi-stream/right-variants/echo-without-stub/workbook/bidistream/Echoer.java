package workbook.bidistream;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends each message back as soon as it has come, one level below the stubs. */
public final class Echoer implements BindableService {

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(EchoGrpc.getServiceDescriptor().getName())
        .addMethod(EchoGrpc.getBidirectionalStreamingEchoMethod(), Echoer::echo)
        .build();
  }

  private static ServerCall.Listener<EchoRequest> echo(
      ServerCall<EchoRequest, EchoResponse> call, Metadata headers) {
    Metadata answered = new Metadata();
    answered.put(Metadata.Key.of("answered-by", Metadata.ASCII_STRING_MARSHALLER), "echoer");
    call.sendHeaders(answered);
    call.request(2);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(EchoRequest request) {
        call.sendMessage(EchoResponse.newBuilder().setMessage(request.getMessage()).build());
        call.request(1);
      }

      @Override
      public void onHalfClose() {
        call.close(Status.OK, new Metadata());
      }
    };
  }
}
