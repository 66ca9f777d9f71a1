package workbook.threadsafety;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import workbook.bench.demo.DemoRun;
import workbook.bench.places.Places;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;
import workbook.proto.routeguide.Feature;

/** Two threads publish the places of the world to one reader, over Netty; then a confirmation. */
public final class Demo {
  private static final int LIMIT = 1_000;
  private static final Newsroom ROOM = new Newsroom(LIMIT);

  private Demo() {}

  /** Serves the newsroom and the confirmer, on the port that {@code args} ask for. */
  public static void main(String[] args) throws Exception {
    DemoRun.run(args, Demo::talk, new Service());
  }

  private static void talk(Channel channel) throws Exception {
    EchoGrpc.EchoBlockingStub stub = EchoGrpc.newBlockingStub(channel);
    show("News", () -> news(stub));
    show("Confirmer", () -> confirm(EchoGrpc.newBlockingV2Stub(channel)));
  }

  private static void news(EchoGrpc.EchoBlockingStub stub) throws Exception {
    List<Feature> places = List.copyOf(Places.features());
    ExecutorService producers = Executors.newFixedThreadPool(2);
    Context.CancellableContext reading = Context.current().withCancellation();
    Context before = reading.attach();
    try {
      Iterator<EchoResponse> heard =
          stub.withDeadlineAfter(10, TimeUnit.SECONDS).serverStreamingEcho(News.word("places"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
      while (ROOM.readers() == 0 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      Stream.of(places.subList(0, 100), places.subList(100, 200))
          .forEach(
              part ->
                  producers.execute(
                      () -> part.forEach(place -> ROOM.publish("places", place.getName()))));
      int count = 0;
      String last = "";
      while (count < 200 && heard.hasNext()) {
        last = heard.next().getMessage();
        count++;
      }
      System.out.printf("  %d places from two threads, the last of them %s%n", count, last);
    } finally {
      reading.detach(before);
      reading.cancel(null);
      producers.shutdown();
    }
  }

  private static void confirm(EchoGrpc.EchoBlockingV2Stub stub) throws Exception {
    BlockingClientCall<EchoRequest, EchoResponse> call =
        stub.withDeadlineAfter(10, TimeUnit.SECONDS).bidirectionalStreamingEcho();
    for (String word : List.of("sell", "yes", "buy", "no")) {
      call.write(News.word(word));
      EchoResponse answer = call.read();
      System.out.printf("  %s -> %s%n", word, answer == null ? "" : answer.getMessage());
    }
    call.halfClose();
    call.read();
  }

  /** Both services at one address: they share a contract. */
  private static final class Service extends EchoGrpc.EchoImplBase {
    private final Confirmer confirmer = new Confirmer();

    @Override
    public void serverStreamingEcho(
        EchoRequest request, io.grpc.stub.StreamObserver<EchoResponse> responses) {
      ROOM.serverStreamingEcho(request, responses);
    }

    @Override
    public io.grpc.stub.StreamObserver<EchoRequest> bidirectionalStreamingEcho(
        io.grpc.stub.StreamObserver<EchoResponse> responses) {
      return confirmer.bidirectionalStreamingEcho(responses);
    }
  }

  private interface Part {
    void run() throws Exception;
  }

  /** Prints how a part ends, if not well; the next one is shown all the same. */
  private static void show(String title, Part part) {
    System.out.println(title);
    try {
      part.run();
    } catch (StatusRuntimeException | io.grpc.StatusException e) {
      Status status = Status.fromThrowable(e);
      System.out.printf("  %s: %s, %s%n", title, status.getCode(), status.getDescription());
    } catch (Exception e) {
      System.out.printf("  %s: %s%n", title, e);
    }
  }
}
