package workbook.balancing;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import workbook.bench.balancing.Fleet;
import workbook.proto.balancing.Item;

/** Three real servers, and how calls and streams spread over them on several ways. */
public final class Demo {
  private static final int CALLS = 300;

  private Demo() {}

  /** Shows all parts, one after the other, and ends. */
  public static void main(String[] args) {
    try (Fleet fleet = Fleet.of(3)) {
      System.out.println(CALLS + " calls, by the server that answered");
      show("one channel, pick_first", () -> calls(fleet.channel("pick_first")));
      show(
          "one channel, behind an L4 forwarder",
          () -> calls(fleet.channel(fleet.tcpForwarder().address())));
      show(
          "one channel, behind an L7 forwarder",
          () -> calls(fleet.channel(fleet.grpcForwarder().address())));

      StepList list = new StepList(fleet.addresses());
      show("your channel and your resolver", () -> calls(open(fleet, list)));
      show("the same, and a server was added", () -> addOne(fleet, list));

      System.out.println("60 questions in streams, on a channel that takes turns");
      ManagedChannel spread = fleet.channel("round_robin");
      fleet.warm(spread);
      show("in one stream", () -> StreamTally.ofMessages(spread, 1, 60));
      show("in eight streams", () -> StreamTally.ofMessages(spread, 8, 60));

      System.out.println("A long stream, moved three times");
      show("from item to item", () -> follow(spread));

      System.out.println("A server dies in the middle of a call");
      show("ask() returns", () -> die(fleet, spread));
    }
  }

  private static Object calls(ManagedChannel channel) {
    return Tally.ofCalls(channel, CALLS);
  }

  private static ManagedChannel open(Fleet fleet, StepList list) {
    ManagedChannel channel =
        fleet.closedWithThis(FleetChannel.open("list:///fleet", Fleets.resolvers(list)));
    fleet.warm(channel);
    return channel;
  }

  private static Object addOne(Fleet fleet, StepList list) {
    ManagedChannel channel = open(fleet, list);
    fleet.add();
    list.change(fleet.addresses());
    fleet.warm(channel);
    return Tally.ofCalls(channel, CALLS);
  }

  private static Object follow(ManagedChannel channel) throws InterruptedException {
    StringBuffer way = new StringBuffer();
    AtomicInteger items = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(1);
    Follower[] follower = new Follower[1];
    follower[0] =
        new Follower(
            channel,
            (Item item) -> {
              int count = items.incrementAndGet();
              if (count % 1_000 == 1 && count < 4_000) {
                way.append("%s from item %d  ".formatted(item.getServer(), item.getNumber()));
              }
              if (count % 1_000 == 0 && count < 4_000) {
                follower[0].move();
              }
              if (count == 4_000) {
                enough.countDown();
              }
            });
    try (Follower open = follower[0]) {
      open.move();
      enough.await();
    }
    return way;
  }

  private static Object die(Fleet fleet, ManagedChannel channel) {
    fleet.killTheNextOneAsked();
    return new WhoClient(channel, Duration.ofSeconds(5)).ask();
  }

  private interface Part {
    Object run() throws Exception;
  }

  /** Prints how a part ends, if not well; the next one is shown all the same. */
  private static void show(String title, Part part) {
    Object result;
    try {
      result = part.run();
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      result = status.getCode() + ": " + status.getDescription();
    } catch (Exception e) {
      result = e;
    }
    System.out.printf("  %-36s %s%n", title, result);
  }
}
