package workbook.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
  private final ManualTime time = new ManualTime();
  private final List<String> ran = new ArrayList<>();

  @Test
  void nothingRunsBeforeTheTimeIsMoved() {
    time.execute(() -> ran.add("now"));
    time.schedule(() -> ran.add("later"), 1, TimeUnit.SECONDS);

    assertThat(ran).isEmpty();
    assertThat(time.waiting()).isEqualTo(2);
  }

  @Test
  void whatIsDueRunsInOrderAtItsOwnTime() {
    time.schedule(() -> ran.add("2 s at " + time.nanos() / 1_000_000), 2, TimeUnit.SECONDS);
    time.schedule(() -> ran.add("1 s at " + time.nanos() / 1_000_000), 1, TimeUnit.SECONDS);
    time.schedule(() -> ran.add("never"), 4, TimeUnit.SECONDS);

    time.advance(Duration.ofSeconds(3));

    assertThat(ran).containsExactly("1 s at 1000", "2 s at 2000");
    assertThat(time.nanos()).isEqualTo(3_000_000_000L);
  }

  @Test
  void aTaskMayScheduleAnotherWithinTheSameMove() {
    time.schedule(
        () -> time.schedule(() -> ran.add("second"), 1, TimeUnit.SECONDS), 1, TimeUnit.SECONDS);

    time.advance(Duration.ofSeconds(2));

    assertThat(ran).containsExactly("second");
  }

  @Test
  void periodicTasksRunUntilTheyAreCancelled() {
    ScheduledFuture<?> tick =
        time.scheduleAtFixedRate(() -> ran.add("tick"), 0, 200, TimeUnit.MILLISECONDS);

    time.advance(Duration.ofSeconds(1));
    tick.cancel(false);
    time.advance(Duration.ofSeconds(1));

    assertThat(ran).hasSize(6);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void aPeriodicTaskThatThrowsEndsAsInTheJdk() {
    time.scheduleWithFixedDelay(
        () -> {
          ran.add("once");
          throw new IllegalStateException("broken");
        },
        1,
        1,
        TimeUnit.SECONDS);

    time.advance(Duration.ofSeconds(5));

    assertThat(ran).containsExactly("once");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void delaysAreKeptForTheStepToLookAt() {
    time.schedule(() -> {}, 1, TimeUnit.SECONDS);
    time.schedule(() -> {}, 250, TimeUnit.MILLISECONDS);

    assertThat(time.delays()).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(250));
  }

  @Test
  void afterShutdownNothingIsTaken() {
    time.shutdown();

    assertThatThrownBy(() -> time.schedule(() -> {}, 1, TimeUnit.SECONDS))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
