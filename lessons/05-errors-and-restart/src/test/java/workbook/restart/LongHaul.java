package workbook.restart;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import workbook.bench.demo.LocalServer;
import workbook.proto.feed.News;
import workbook.proto.transfer.Progress;

/**
 * The lesson's code under load, on Netty and with connections that are really cut: a file of 256
 * MiB whose upload is cut five times, and a feed of a million news that is cut a hundred times, in
 * a heap of 64 MiB.
 *
 * <pre>
 * mvn test -Prun -pl lessons/05-errors-and-restart -Ddemo.class=workbook.restart.LongHaul
 * </pre>
 *
 * <p>To see it with the solution instead of one's own code, add {@code
 * -Dlesson.sources=../../solutions/05-errors-and-restart/src/main/java}. The sizes and the seed of
 * all chance can be given as arguments: {@code seed=1 megabytes=256 uploadCuts=5 news=1000000
 * feedCuts=100}.
 */
public final class LongHaul {
  private static final long HEAP_MIB = 64;
  private static final long MIB = 1024 * 1024;

  /** Says at length what is meant to happen here: that a connection has gone. */
  private static final Logger NETTY = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

  private static boolean wrong;

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "backoff");
            thread.setDaemon(true);
            return thread;
          });
  private final Random random;

  private LongHaul(long seed) {
    this.random = new Random(seed);
  }

  /** Runs both, and exits with 1 if either goes wrong. */
  public static void main(String[] args) throws Exception {
    if (Runtime.getRuntime().maxMemory() > HEAP_MIB * MIB) {
      System.exit(inSmallHeap(args));
    }
    NETTY.setLevel(Level.OFF);
    long seed = number(args, "seed", new Random().nextInt(1_000_000));
    System.out.printf("Seed %d, heap of %d MiB%n", seed, Runtime.getRuntime().maxMemory() / MIB);
    LongHaul haul = new LongHaul(seed);
    try {
      haul.upload(number(args, "megabytes", 256) * MIB, (int) number(args, "uploadCuts", 5));
      haul.feed(number(args, "news", 1_000_000), (int) number(args, "feedCuts", 100));
    } catch (StatusRuntimeException | ExecutionException e) {
      // What is not solved yet ends here, as UNIMPLEMENTED.
      Status status = Status.fromThrowable(e);
      String end = "it ended with %s, %s".formatted(status.getCode(), status.getDescription());
      if (status.getCode() == Status.Code.UNIMPLEMENTED) {
        System.out.println("  " + end);
      } else {
        check(false, end);
      }
    }
    System.exit(wrong ? 1 : 0);
  }

  private void upload(long size, int cuts) throws Exception {
    System.out.printf("An upload of %d MiB, cut %d times%n", size / MIB, cuts);
    Path folder = Files.createTempDirectory("long-haul");
    Path file = folder.resolve("original");
    write(file, size);
    FileStorage storage = new FileStorage(Files.createDirectory(folder.resolve("uploads")));
    try (LocalServer server = LocalServer.start(0, new UploadServer(storage));
        Wire wire = new Wire(server.port());
        FileSource source = new FileSource(file)) {
      long each = size / (cuts + 1);
      for (int i = 0; i < cuts; i++) {
        wire.cutAfter(each / 2 + random.nextLong(each));
      }
      ManagedChannel channel = LocalServer.channelTo(wire.port());
      long start = System.nanoTime();
      Progress progress =
          new Uploader(channel, scheduler, backoff(), "walk.gpx", source)
              .start()
              .get(10, TimeUnit.MINUTES);
      channel.shutdownNow();
      long crc32c = source.crc32c();
      check(wire.cuts() == cuts, "the upload was cut " + wire.cuts() + " times");
      check(progress.getComplete(), "the upload is complete");
      check(progress.getCommitted() == size, progress.getCommitted() + " bytes are committed");
      check(
          storage.crc32c("walk.gpx") == crc32c, "its checksum is %08x, as here".formatted(crc32c));
      System.out.printf("  %.1f s%n", (System.nanoTime() - start) / 1e9);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void feed(long newest, int cuts) throws Exception {
    System.out.printf("A feed of %d pieces of news, cut %d times%n", newest, cuts);
    FeedLog log =
        new FeedLog() {
          @Override
          public long oldest() {
            return 1;
          }

          @Override
          public long newest() {
            return newest;
          }

          @Override
          public News at(long position) {
            return News.newBuilder().setPosition(position).build();
          }
        };
    Reading reading = new Reading();
    try (LocalServer server = LocalServer.start(0, new FeedServer(log));
        Wire wire = new Wire(server.port())) {
      for (int i = 0; i < cuts; i++) {
        wire.cutAfter(1_000 + random.nextInt((int) Math.max(10 * newest / cuts, 1)));
      }
      ManagedChannel channel = LocalServer.channelTo(wire.port());
      long start = System.nanoTime();
      new FeedReader(channel, scheduler, backoff(), reading).start();
      Status end = reading.end.get(10, TimeUnit.MINUTES);
      channel.shutdownNow();
      check(end.isOk(), "the feed ends with " + end.getCode());
      check(wire.cuts() == cuts, "the feed was cut " + wire.cuts() + " times");
      check(reading.last == newest, reading.last + " pieces of news were processed");
      check(reading.wrong == 0, reading.wrong + " gaps and repeats");
      System.out.printf("  %.1f s%n", (System.nanoTime() - start) / 1e9);
    }
  }

  /** Counts what comes, and what should not. */
  private static final class Reading implements FeedReader.Handler {
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private volatile long last;
    private volatile long wrong;

    @Override
    public void onNews(News news) {
      if (news.getPosition() != last + 1) {
        wrong = wrong + 1;
      }
      last = news.getPosition();
    }

    @Override
    public void onEnd(Status status) {
      end.complete(status);
    }
  }

  private Backoff backoff() {
    return new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1), random::nextDouble);
  }

  private void write(Path file, long size) throws IOException {
    byte[] block = new byte[(int) MIB];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long at = 0; at < size; at += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  private static void check(boolean right, String what) {
    System.out.println((right ? "  right: " : "  WRONG: ") + what);
    wrong |= !right;
  }

  private static long number(String[] args, String name, long otherwise) {
    for (String arg : args) {
      if (arg.startsWith(name + "=")) {
        return Long.parseLong(arg.substring(name.length() + 1));
      }
    }
    return otherwise;
  }

  /** Starts this class again in a JVM with the small heap. */
  private static int inSmallHeap(String[] args) throws IOException, InterruptedException {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MIB + "m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            LongHaul.class.getName());
    child.command().addAll(List.of(args));
    return child.inheritIO().start().waitFor();
  }
}
