package workbook.watch;

import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells of saved files, once for all that are saved together: editors write a new file and rename
 * it, and a change of branch touches many.
 */
final class Saves implements AutoCloseable {
  /** How long nothing more may change; long for a computer, not for a person. */
  private static final long QUIET_MILLIS = 10;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Saves::daemon);
  private final DirectoryWatcher watcher;
  private final Path lesson;
  private final Runnable saved;
  private ScheduledFuture<?> pending;

  /**
   * Watches from now on. What holds the lesson is watched too: a change of branch may take the
   * whole lesson away and bring it back.
   *
   * @param lesson the lesson's folder; only changes in its {@code src} count
   * @param saved is called on a thread of the watcher's
   */
  Saves(Path lesson, Runnable saved) throws IOException {
    Path lessons = lesson.getParent().toRealPath();
    this.lesson = lessons.resolve(lesson.getFileName());
    this.saved = saved;
    this.watcher =
        DirectoryWatcher.builder()
            .path(lessons)
            .fileHashing(false)
            .listener(event -> changed(event.path()))
            .build();
    watcher.watchAsync(task -> daemon(task).start());
  }

  private synchronized void changed(Path path) {
    boolean counts =
        path == null || path.startsWith(lesson.resolve("src")) || lesson.startsWith(path);
    if (!counts) {
      return;
    }
    if (pending != null) {
      pending.cancel(false);
    }
    pending = clock.schedule(saved, QUIET_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "saves");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    watcher.close();
  }
}
