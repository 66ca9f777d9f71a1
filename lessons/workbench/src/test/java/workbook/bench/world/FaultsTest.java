package workbook.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import workbook.bench.world.Faults.Fault;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

class FaultsTest {
  private final List<String> server = new ArrayList<>();
  private Server running;
  private ManagedChannel channel;

  @BeforeEach
  void serve() throws Exception {
    String name = InProcessServerBuilder.generateName();
    running =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(new ThreeTimes())
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    running.shutdownNow();
  }

  @Test
  void aRefusedCallIsUnknownToTheServer() {
    assertThat(read(Faults.refused())).containsExactly("UNAVAILABLE");
    assertThat(server).isEmpty();
  }

  @Test
  void whatWasCutIsCancelledForTheServer() {
    List<String> client = new ArrayList<>();
    EchoGrpc.newStub(through(Faults.cutAfter(2)))
        .serverStreamingEcho(EchoRequest.newBuilder().setMessage("open").build(), ends(client));

    assertThat(client).containsExactly("1", "2", "UNAVAILABLE");
    assertThat(server).containsExactly("cancelled");
  }

  @Test
  void anAnswerThatIsLostWasGivenAllTheSame() {
    assertThatThrownBy(
            () ->
                EchoGrpc.newBlockingStub(through(Faults.cutAfter(0)))
                    .unaryEcho(EchoRequest.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class)
        .extracting(thrown -> Status.fromThrowable((Throwable) thrown).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(server).contains("answered");
  }

  @Test
  void aRequestIsLostWithTheConnection() {
    List<String> client = new ArrayList<>();
    StreamObserver<EchoRequest> words =
        EchoGrpc.newStub(through(Faults.requestLost(2))).clientStreamingEcho(ends(client));
    words.onNext(EchoRequest.newBuilder().setMessage("one").build());
    words.onNext(EchoRequest.newBuilder().setMessage("two").build());

    assertThat(server).containsExactly("one", "cancelled");
    assertThat(client).containsExactly("UNAVAILABLE");
  }

  @Test
  void eachCallMeetsOneFault() {
    Channel line = through(Faults.refused(), Faults.none(), Faults.cutAfter(1));
    assertThat(read(line)).containsExactly("UNAVAILABLE");
    assertThat(read(line)).containsExactly("1", "2", "3", "OK");
    assertThat(read(line)).containsExactly("1", "UNAVAILABLE");
    assertThat(read(line)).containsExactly("1", "2", "3", "OK");
  }

  private Channel through(Fault... faults) {
    return ClientInterceptors.intercept(
        channel,
        new Faults(EchoGrpc.getServerStreamingEchoMethod()).meet(faults),
        new Faults(EchoGrpc.getClientStreamingEchoMethod()).meet(faults),
        new Faults(EchoGrpc.getUnaryEchoMethod()).meet(faults));
  }

  private List<String> read(Fault... faults) {
    return read(through(faults));
  }

  private static List<String> read(Channel line) {
    List<String> came = new ArrayList<>();
    try {
      Iterator<EchoResponse> answers =
          EchoGrpc.newBlockingStub(line).serverStreamingEcho(EchoRequest.getDefaultInstance());
      answers.forEachRemaining(answer -> came.add(answer.getMessage()));
      came.add("OK");
    } catch (StatusRuntimeException e) {
      came.add(e.getStatus().getCode().name());
    }
    return came;
  }

  private static StreamObserver<EchoResponse> ends(List<String> into) {
    return new StreamObserver<>() {
      @Override
      public void onNext(EchoResponse value) {
        into.add(value.getMessage());
      }

      @Override
      public void onError(Throwable thrown) {
        into.add(Status.fromThrowable(thrown).getCode().name());
      }

      @Override
      public void onCompleted() {
        into.add("OK");
      }
    };
  }

  private final class ThreeTimes extends EchoGrpc.EchoImplBase {
    @Override
    public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
      responses.onNext(numbered(1));
      responses.onCompleted();
      server.add("answered");
    }

    @Override
    public void serverStreamingEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
      ServerCallStreamObserver<EchoResponse> call =
          (ServerCallStreamObserver<EchoResponse>) responses;
      call.setOnCancelHandler(() -> server.add("cancelled"));
      for (int i = 1; i <= 3; i++) {
        call.onNext(numbered(i));
      }
      if (!request.getMessage().equals("open")) {
        call.onCompleted();
      }
    }

    @Override
    public StreamObserver<EchoRequest> clientStreamingEcho(StreamObserver<EchoResponse> responses) {
      return new StreamObserver<>() {
        @Override
        public void onNext(EchoRequest word) {
          server.add(word.getMessage());
        }

        @Override
        public void onError(Throwable cancelled) {
          server.add("cancelled");
        }

        @Override
        public void onCompleted() {
          responses.onCompleted();
        }
      };
    }

    private static EchoResponse numbered(int number) {
      return EchoResponse.newBuilder().setMessage(Integer.toString(number)).build();
    }
  }
}
