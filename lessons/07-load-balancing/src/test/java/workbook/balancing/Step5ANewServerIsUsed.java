package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.CHANGES_NOT_TOLD;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.OLD_LIST_TOLD;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.OLD_LIST_TOLD_LAST;
import static workbook.bench.diagnosis.LoadBalancingDiagnosis.WATCHES_FOR_EVER;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.SynchronizationContext;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;

@Step(5)
class Step5ANewServerIsUsed {
  @BeforeAll
  static void loadTheNetwork() {
    Fleets.loadTheNetwork();
  }

  private static final List<InetSocketAddress> ONE = Servers.addresses(1);
  private static final List<InetSocketAddress> TWO = Servers.addresses(2);
  private static final List<InetSocketAddress> THREE = Servers.addresses(3);

  private final SynchronizationContext context = new SynchronizationContext((thread, thrown) -> {});
  private final Told told = new Told();

  @Test
  @Order(1)
  void aChangeIsTold(Bench bench) {
    Servers list = new Servers(TWO);
    start(list);
    int before = told.times();

    list.change(THREE);

    if (!bench.comesTrue(() -> told.times() > before)) {
      throw new Mismatch(
              "the channel is told when the list changes",
              list.watchers() == 0 ? "nobody watches the list" : "it is not told")
          .because(CHANGES_NOT_TOLD);
    }
    bench
        .expect("the servers that the channel was told after the change", told(3))
        .diagnose(addresses -> addresses.equals(TWO), OLD_LIST_TOLD)
        .is(List.copyOf(THREE));
  }

  @Test
  @Order(2)
  void aServerThatHasGoneIsToldNoMore(Bench bench) {
    Servers list = new Servers(THREE);
    start(list);

    list.change(TWO);

    bench.comesTrue(() -> told(2).equals(TWO));
    bench
        .expect("the servers that the channel is told when the third has gone", told(2))
        .is(List.copyOf(TWO));
  }

  @Test
  @Order(3)
  void ofTwoChangesAtOnceTheLaterIsToldLast(Bench bench) throws InterruptedException {
    SlowToRead list = new SlowToRead();
    start(list);

    Thread first = new Thread(() -> list.changeReadSlowly(TWO), "first change");
    first.setDaemon(true);
    list.second = new Thread(() -> list.changeAtOnce(THREE), "second change");
    list.second.setDaemon(true);
    first.start();
    list.reading.await();
    list.second.start();
    first.join();
    list.second.join();

    bench.comesTrue(() -> told(3).equals(THREE));
    bench
        .expect(
            "servers that the channel was told last, of a list of 1, then 2, then 3",
            told(3).size())
        .diagnose(2, OLD_LIST_TOLD_LAST)
        .is(3);
  }

  @Test
  @Order(4)
  void watchesFromItsStartToItsShutdown(Bench bench) {
    Servers list = new Servers(TWO);
    ServerListResolver resolver = new ServerListResolver(list, context);
    bench.expect("watchers of the list before the resolver's start", list.watchers()).is(0);
    context.execute(() -> resolver.start(told));

    context.execute(resolver::shutdown);

    bench
        .expect("watchers of the list after the resolver's shutdown", list.watchers())
        .diagnose(1, WATCHES_FOR_EVER)
        .is(0);
  }

  @Test
  @Order(5)
  void aNewServerGetsItsShare(Bench bench) {
    Fleet fleet = Fleets.of(bench, 2);
    Servers list = new Servers(fleet.addresses());
    ManagedChannel channel =
        fleet.closedWithThis(
            Grpc.newChannelBuilder(
                    "list:///fleet", InsecureChannelCredentials.create(), Fleets.resolvers(list))
                .defaultLoadBalancingPolicy("round_robin")
                .build());
    fleet.warm(channel);

    fleet.add();
    list.change(fleet.addresses());

    bench
        .expect("servers that answer after C was added", fleet.warm(channel))
        .is(Fleets.names("A", "B", "C"));
    bench.expect("the tally of 30 calls", Tally.ofCalls(channel, 30)).is(Fleets.each(10));
  }

  private ServerListResolver start(ServerList list) {
    ServerListResolver resolver = new ServerListResolver(list, context);
    context.execute(() -> resolver.start(told));
    return resolver;
  }

  private List<SocketAddress> told(int servers) {
    return told.lastAddresses("the channel is told " + servers + " servers");
  }

  /**
   * Who reads the first change is held until the second one has been told, or waits for the first.
   */
  private static final class SlowToRead extends Servers {
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch changedAtOnce = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile Thread second;

    SlowToRead() {
      super(ONE);
    }

    void changeReadSlowly(List<InetSocketAddress> next) {
      slow = true;
      change(next);
      // A resolver that read nothing must not keep the step waiting.
      reading.countDown();
    }

    void changeAtOnce(List<InetSocketAddress> next) {
      change(next);
      changedAtOnce.countDown();
    }

    @Override
    public List<InetSocketAddress> now() {
      List<InetSocketAddress> read = super.now();
      if (slow) {
        slow = false;
        reading.countDown();
        Held.until(changedAtOnce, second);
      }
      return read;
    }
  }
}
