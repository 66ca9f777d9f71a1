package workbook.bench.balancing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer of layer 4: it takes TCP connections and hands each one, as a whole, to the next
 * of its targets. It knows nothing of what the bytes mean. Reads and writes block, so a slow end
 * slows down the other one, as it would without a forwarder between them.
 *
 * <p>Safe for use by any thread.
 */
public final class TcpForwarder implements AutoCloseable {
  private final List<? extends SocketAddress> targets;
  private final ServerSocketChannel door;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean closed;

  /** Starts one on a free port of the loopback network in front of these addresses. */
  public TcpForwarder(List<? extends SocketAddress> targets) {
    this.targets = List.copyOf(targets);
    try {
      door =
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accepts", this::accept);
  }

  /** Where clients connect to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), door.socket().getLocalPort());
  }

  /** How many connections it has taken so far. */
  public int connections() {
    return connections.get();
  }

  /** Takes no more connections and cuts those that are there, as when a cable is pulled out. */
  @Override
  public void close() {
    closed = true;
    closeQuietly(door);
    open.forEach(TcpForwarder::closeQuietly);
  }

  private void accept() {
    while (!closed) {
      SocketChannel client = null;
      try {
        client = opened(door.accept());
        int number = connections.getAndIncrement();
        SocketChannel server = opened(SocketChannel.open(targets.get(number % targets.size())));
        pump(client, server);
        pump(server, client);
      } catch (IOException noSuchServer) {
        closeQuietly(client);
      }
    }
  }

  private SocketChannel opened(SocketChannel channel) throws IOException {
    open.add(channel);
    if (closed) {
      closeQuietly(channel);
    }
    channel.socket().setTcpNoDelay(true);
    return channel;
  }

  /** Copies what comes from one end to the other, until either end closes; then closes both. */
  private void pump(SocketChannel from, SocketChannel to) {
    start(
        "pumps",
        () -> {
          ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
          try {
            while (from.read(bytes.clear()) >= 0) {
              bytes.flip();
              while (bytes.hasRemaining()) {
                to.write(bytes);
              }
            }
          } catch (IOException cut) {
            // What there is to say about it, both ends say themselves.
          } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
          }
        });
  }

  private static void start(String what, Runnable work) {
    Thread thread = new Thread(work, "tcp-forwarder " + what);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException alreadyBroken) {
      // It is closed all the same.
    }
  }
}
