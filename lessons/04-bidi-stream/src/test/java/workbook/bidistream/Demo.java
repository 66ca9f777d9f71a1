package workbook.bidistream;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import workbook.bench.demo.DemoRun;
import workbook.bench.demo.LocalServer;
import workbook.bench.places.Places;
import workbook.proto.routeguide.RouteNote;

/** An echo, a mountain and a chat of three, over Netty. */
public final class Demo {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<String> CITIES =
      List.of("Europe/Zurich", "Africa/Lagos", "Asia/Kathmandu");

  private static final ChatRoom ROOM = new ChatRoom();

  private Demo() {}

  /** Serves the echo and the chat room, on the port that {@code args} ask for. */
  public static void main(String[] args) throws Exception {
    DemoRun.run(args, Demo::talk, new Echoer(), ROOM);
  }

  private static void talk(Channel channel) throws Exception {
    show("Echo", () -> yodel(channel));
    show("Mountain", Demo::yodelInTheMountains);
    show("Chat", () -> chat(channel));
  }

  private static void yodel(Channel channel) throws Exception {
    new Yodeller(channel, LIMIT)
        .yodel(List.of("hello", "anyone?"), echo -> System.out.println("  hears \"" + echo + '"'));
  }

  private static void yodelInTheMountains() throws Exception {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (LocalServer mountain =
        LocalServer.start(0, new MountainEcho(scheduler, Duration.ofMillis(700)))) {
      yodel(mountain.channel());
    } finally {
      scheduler.shutdown();
    }
  }

  /** Each says one thing, after they have heard those before them, and leaves when all is said. */
  private static void chat(Channel channel) throws InterruptedException {
    Thread[] people = new Thread[CITIES.size()];
    for (int i = 0; i < people.length; i++) {
      String city = CITIES.get(i);
      Voice voice = new Voice(city, i);
      people[i] =
          new Thread(
              () ->
                  show(
                      city,
                      () ->
                          new ChatClient(channel)
                              .talk(
                                  voice,
                                  note -> {
                                    System.out.printf("  %s hears: %s%n", city, note.getMessage());
                                    voice.heard.release();
                                  })),
              city);
      people[i].start();
    }
    for (Thread person : people) {
      person.join();
    }
    System.out.println("  in the room now: " + ROOM.present());
  }

  /** What somebody says, and when. */
  private static final class Voice implements Iterator<RouteNote> {
    private final String city;
    private final int before;
    private final Semaphore heard = new Semaphore(0);
    private boolean said;

    Voice(String city, int before) {
      this.city = city;
      this.before = before;
    }

    @Override
    public boolean hasNext() {
      return !said || !await(CITIES.size() - 1 - before);
    }

    @Override
    public RouteNote next() {
      if (said) {
        throw new NoSuchElementException();
      }
      said = true;
      long end = System.nanoTime() + LIMIT.toNanos();
      while (ROOM.present() < CITIES.size() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      await(before);
      return RouteNote.newBuilder()
          .setLocation(Places.named(city).getLocation())
          .setMessage("greetings from " + city)
          .build();
    }

    private boolean await(int notes) {
      try {
        heard.tryAcquire(notes, LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
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
    } catch (StatusException | StatusRuntimeException e) {
      Status status = Status.fromThrowable(e);
      System.out.printf("  %s: %s, %s%n", title, status.getCode(), status.getDescription());
    } catch (Exception e) {
      System.out.printf("  %s: %s%n", title, e);
    }
  }
}
