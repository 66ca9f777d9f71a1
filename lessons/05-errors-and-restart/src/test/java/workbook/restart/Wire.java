package workbook.restart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A wire between a client and a server that can be cut: forwards each TCP connection, and resets it
 * when so many bytes have gone through, in either direction. Each connection takes the next number
 * of bytes; when there is none left, it is not cut any more.
 */
final class Wire implements AutoCloseable {
  private final ServerSocket socket;
  private final int target;
  private final Queue<Long> cuts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger made = new AtomicInteger();

  /** A wire to this port of this machine. */
  Wire(int target) throws IOException {
    this.target = target;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Where clients connect to. */
  int port() {
    return socket.getLocalPort();
  }

  /** Cuts one connection after so many bytes; each call is for one connection more. */
  void cutAfter(long bytes) {
    cuts.add(bytes);
  }

  /** How many connections were cut so far. */
  int cuts() {
    return made.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        Long cut = cuts.poll();
        AtomicLong left = new AtomicLong(cut == null ? Long.MAX_VALUE : cut);
        daemon(() -> forward(client, server, left));
        daemon(() -> forward(server, client, left));
      } catch (IOException e) {
        // Closed, or the server has gone; the client will see it by itself.
      }
    }
  }

  private void forward(Socket from, Socket to, AtomicLong left) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        long before = left.getAndAdd(-count);
        if (before <= count) {
          if (before > 0) {
            made.incrementAndGet();
          }
          // Without lingering, close sends a reset instead of an orderly end.
          from.setSoLinger(true, 0);
          to.setSoLinger(true, 0);
          return;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The other direction was cut, or one end has gone.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
