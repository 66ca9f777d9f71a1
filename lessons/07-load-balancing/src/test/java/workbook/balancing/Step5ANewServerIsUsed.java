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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.balancing.Fleet;
import workbook.bench.conversation.Words;

@Step(5)
class Step5ANewServerIsUsed {
  @BeforeAll
  static void loadTheNetwork() {
    Fleet.loadTheNetwork();
  }

  private static final List<InetSocketAddress> ONE = StepList.addresses(1);
  private static final List<InetSocketAddress> TWO = StepList.addresses(2);
  private static final List<InetSocketAddress> THREE = StepList.addresses(3);
  private static final List<InetSocketAddress> ONE_AND_THREE = List.of(THREE.get(0), THREE.get(2));

  private final AtomicReference<Throwable> thrown = new AtomicReference<>();
  private final SynchronizationContext context =
      new SynchronizationContext((thread, cause) -> thrown.compareAndSet(null, cause));
  private final StepChannel told = new StepChannel();

  @Test
  @Order(1)
  void aChangeIsTold(Bench bench) {
    StepList list = new StepList(TWO);
    start(bench, list);
    int before = told.times();

    list.change(THREE);

    boolean isTold = bench.comesTrue(() -> told.times() > before);
    if (!isTold && thrown.get() != null) {
      throw new Mismatch(
          "the channel is told when the list changes",
          "the task in context throws " + Words.thrown(thrown.get()));
    }
    if (!isTold) {
      throw new Mismatch(
              "the channel is told when the list changes",
              list.watchers() == 0 ? "nobody watches the list" : "it is not told")
          .because(CHANGES_NOT_TOLD);
    }
    bench
        .expect("the servers that the channel was told after the change", told(3))
        .diagnose(sorted(TWO), OLD_LIST_TOLD)
        .is(sorted(THREE));
  }

  @Test
  @Order(2)
  void aServerThatHasGoneIsToldNoMore(Bench bench) {
    StepList list = new StepList(THREE);
    start(bench, list);

    list.change(TWO);

    bench.comesTrue(() -> told(2).equals(sorted(TWO)));
    bench
        .expect("the servers that the channel is told when the third has gone", told(2))
        .is(sorted(TWO));

    list.change(ONE_AND_THREE);

    bench.comesTrue(() -> told(2).equals(sorted(ONE_AND_THREE)));
    bench
        .expect(
            "the servers that the channel is told when the third has replaced the second", told(2))
        .is(sorted(ONE_AND_THREE));

    list.change(List.of());

    bench.await(
        "the channel is told when the last server has gone",
        told::hasNoServers,
        "it was told " + ONE_AND_THREE.size() + " servers last");
  }

  @Test
  @Order(3)
  void ofTwoChangesAtOnceTheLaterIsToldLast(Bench bench) {
    SlowToRead list = new SlowToRead(bench, told);
    start(bench, list);

    Thread first = new Thread(() -> list.changeReadSlowly(TWO), "first change");
    first.setDaemon(true);
    list.second = new Thread(() -> list.changeAtOnce(THREE), "second change");
    list.second.setDaemon(true);
    first.start();
    // Whoever reads the list may be a further thread; a resolver that reads nothing is waited for
    // no longer than it can.
    bench.comesTrue(() -> list.isRead);
    list.second.start();
    bench.comesTrue(() -> !first.isAlive() && !list.second.isAlive());

    bench.comesTrue(() -> told(3).equals(sorted(THREE)));
    bench.settle();
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
    StepList list = new StepList(TWO);
    ServerListResolver resolver = new ServerListResolver(list, context);
    bench.expect("watchers of the list before the resolver's start", list.watchers()).is(0);
    context.execute(() -> resolver.start(told));

    context.execute(resolver::shutdown);

    bench.comesTrue(() -> list.watchers() == 0);
    bench
        .expect("watchers of the list after the resolver's shutdown", list.watchers())
        .diagnose(left -> left > 0, WATCHES_FOR_EVER)
        .is(0);
  }

  @Test
  @Order(5)
  void eachChannelIsTold(Bench bench) {
    StepList list = new StepList(TWO);
    ServerListResolver first = start(bench, list);
    StepChannel second = new StepChannel();
    ServerListResolver another = new ServerListResolver(list, context);
    context.execute(() -> another.start(second));

    list.change(THREE);

    bench.comesTrue(() -> told(3).equals(sorted(THREE)));
    bench
        .expect("the servers that the first of two channels was told after a change", told(3))
        .is(sorted(THREE));
    context.execute(first::shutdown);
    list.change(TWO);
    bench.comesTrue(() -> sorted(second.lastAddresses("two servers")).equals(sorted(TWO)));
    bench
        .expect(
            "the servers that the second channel was told after the first one was closed",
            sorted(second.lastAddresses("the second channel is told two servers")))
        .is(sorted(TWO));
  }

  @Test
  @Order(6)
  void aNewServerGetsItsShare(Bench bench) {
    Fleet fleet = Fleets.of(bench, 2);
    StepList list = new StepList(fleet.addresses());
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

  private ServerListResolver start(Bench bench, ServerList list) {
    ServerListResolver resolver = new ServerListResolver(list, context);
    context.execute(() -> resolver.start(told));
    // A resolver may read the list on a thread of its own.
    bench.comesTrue(() -> told.times() > 0);
    return resolver;
  }

  private List<String> told(int servers) {
    return sorted(told.lastAddresses("the channel is told " + servers + " servers"));
  }

  /** In an order of their own: the order of the list is free. */
  private static List<String> sorted(List<? extends SocketAddress> addresses) {
    return addresses.stream().map(Object::toString).sorted().toList();
  }

  /**
   * Who reads the first change is held until the second one has been told, or waits for the first.
   */
  private static final class SlowToRead extends StepList {
    private final CountDownLatch changedAtOnce = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile boolean isRead;
    private final Bench bench;
    private final StepChannel told;
    private volatile Thread second;

    SlowToRead(Bench bench, StepChannel told) {
      super(ONE);
      this.bench = bench;
      this.told = told;
    }

    void changeReadSlowly(List<InetSocketAddress> next) {
      slow = true;
      change(next);
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
        isRead = true;
        int before = told.times();
        StepHold.until(changedAtOnce, second);
        if (changedAtOnce.getCount() == 0) {
          // If the second change was handed to a further thread, that one may be quicker.
          bench.comesTrue(() -> told.times() > before);
        }
      }
      return read;
    }
  }
}
