package workbook.bench.world;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** How busy this machine is with other things. */
public final class Load {
  private static final double AT_MOST = 4;

  private Load() {}

  /**
   * How many times longer than usual a thread may have to wait for a core: 1, and up to 4 where as
   * many threads for each core want to run. Known from the load average of the last minute; 1 on
   * systems that have none, such as Windows.
   */
  public static double timesLonger() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    double eachCore = system.getSystemLoadAverage() / system.getAvailableProcessors();
    return Math.min(AT_MOST, Math.max(1, eachCore));
  }
}
