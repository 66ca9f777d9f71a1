package workbook.balancing;

import static workbook.bench.diagnosis.LoadBalancingDiagnosis.FOLLOWS_FROM_THE_START;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.diagnosis.Diagnosis;
import workbook.proto.balancing.Item;

/** Reads a follower's items and remembers what was wrong with them. */
class StepReading implements Consumer<Item> {
  private final Set<String> servers = new ConcurrentSkipListSet<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final CountDownLatch entered = new CountDownLatch(1);
  private volatile long last;
  private volatile String repeated;
  private volatile String lost;

  @Override
  public final void accept(Item item) {
    if (inside.incrementAndGet() > 1) {
      entered.countDown();
    }
    take(item);
    read(item.getNumber());
    inside.decrementAndGet();
  }

  private synchronized void take(Item item) {
    long number = item.getNumber();
    servers.add(item.getServer());
    if (number <= last && repeated == null) {
      repeated = "item " + number + " came again";
    }
    if (number > last + 1 && lost == null) {
      lost = "item " + number + " after item " + last;
    }
    last = Math.max(last, number);
  }

  /** What else is done with an item. */
  void read(long number) {}

  /** The number of the last item. */
  long last() {
    return last;
  }

  /** The names of the servers that items came from. */
  Set<String> servers() {
    return Set.copyOf(servers);
  }

  /** Opens when a second thread comes in while one is there. */
  CountDownLatch entered() {
    return entered;
  }

  /** Whether a second thread came in while one was there. */
  boolean wasEntered() {
    return entered.getCount() == 0;
  }

  /** Waits for so many items more, or for one that is wrong. */
  void expectMore(Bench bench, int items) {
    expectItem(bench, last + items);
  }

  /** Waits for the item of this number, or for one that is wrong. */
  void expectItem(Bench bench, long number) {
    if (!bench.comesTrue(() -> last >= number || repeated != null || lost != null)) {
      throw new Mismatch(
          "item " + number + " comes",
          last == 0 ? "no item came" : "item " + last + " was the last");
    }
  }

  /** Fails if an item came twice: for this reason, unless it was the first one of all. */
  void expectNoneRepeated(Diagnosis otherwise) {
    if (repeated != null) {
      throw new Mismatch("each item comes once", repeated)
          .because(repeated.startsWith("item 1 ") ? FOLLOWS_FROM_THE_START : otherwise);
    }
  }

  void expectNoneLost(Diagnosis otherwise) {
    if (lost != null) {
      throw new Mismatch("no item is left out", lost).because(otherwise);
    }
  }
}
