package workbook.serverstream;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

/** Sends a word back again and again, until the client has gone. */
public final class EchoRepeater implements BindableService {
  // tag::step-5[]
  private static final Metadata.Key<String> INTERVAL =
      Metadata.Key.of("interval", Metadata.ASCII_STRING_MARSHALLER);

  // end::step-5[]
  private final ScheduledExecutorService scheduler;
  private final Duration interval;

  /**
   * A repeater.
   *
   * @param scheduler keeps the pace of all streams; the repeater does not shut it down
   * @param interval from one message of a stream to the next
   */
  public EchoRepeater(ScheduledExecutorService scheduler, Duration interval) {
    this.scheduler = scheduler;
    this.interval = interval;
  }

  // tag::step-5[]
  @Override
  public ServerServiceDefinition bindService() {
    ServerCallHandler<EchoRequest, EchoResponse> handler =
        (call, headers) -> {
          call.request(2);
          return new Stream(call);
        };
    return ServerServiceDefinition.builder(EchoGrpc.SERVICE_NAME)
        .addMethod(EchoGrpc.getServerStreamingEchoMethod(), handler)
        .build();
  }

  private final class Stream extends ServerCall.Listener<EchoRequest> {
    private final ServerCall<EchoRequest, EchoResponse> call;
    private ScheduledFuture<?> ticks;

    Stream(ServerCall<EchoRequest, EchoResponse> call) {
      this.call = call;
    }

    @Override
    public void onMessage(EchoRequest word) {
      Metadata headers = new Metadata();
      headers.put(INTERVAL, interval.toString());
      call.sendHeaders(headers);
      EchoResponse echo = EchoResponse.newBuilder().setMessage(word.getMessage()).build();
      ticks =
          scheduler.scheduleAtFixedRate(
              () -> tick(echo), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tick(EchoResponse echo) {
      if (call.isReady()) {
        call.sendMessage(echo);
      }
    }

    @Override
    public void onCancel() {
      if (ticks != null) {
        ticks.cancel(false);
      }
    }
  }
  // end::step-5[]
}
