package workbook.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import workbook.bench.runner.Allowance.Sample;

class AllowanceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long LIMIT_SECONDS = 6;

  private long time;
  private long processorTime;
  private boolean runnable;
  private final Allowance allowance =
      new Allowance(LIMIT_SECONDS * 1_000, thread -> new Sample(time, processorTime, runnable));

  @Test
  void codeThatWaitsIsGivenTheLimitAndNoMore() {
    assertThat(usedUpAfter(false, 0)).isEqualTo(LIMIT_SECONDS);
  }

  @Test
  void codeThatHasACoreIsGivenTheLimitAndNoMore() {
    assertThat(usedUpAfter(true, SECOND)).isEqualTo(LIMIT_SECONDS);
  }

  @Test
  void codeThatHardlyGetsACoreIsGivenMoreButNotForEver() {
    assertThat(usedUpAfter(true, SECOND / 100)).isEqualTo(4 * LIMIT_SECONDS);
  }

  @Test
  void codeThatGetsAThirdOfACoreIsGivenMoreUntilItHasHadHalfOfItsLimit() {
    assertThat(usedUpAfter(true, SECOND / 3)).isEqualTo(9);
  }

  @Test
  void betweenTwoTestMethodsNothingIsUsedUp() {
    allowance.begin();
    allowance.end();
    time = 100 * SECOND;
    assertThat(allowance.isUsedUp()).isFalse();
  }

  /** After how many seconds it is used up, if each second brings so much processor time. */
  private long usedUpAfter(boolean isRunnable, long processorTimeEachSecond) {
    runnable = isRunnable;
    allowance.begin();
    int looks = 10;
    for (int i = 1; i < 100 * looks; i++) {
      time += SECOND / looks;
      processorTime += processorTimeEachSecond / looks;
      if (allowance.isUsedUp()) {
        return i / looks;
      }
    }
    throw new AssertionError("never used up");
  }
}
