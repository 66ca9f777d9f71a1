package workbook.bench.demo;

import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;

/**
 * The whole {@code main} of a lesson's demo: the learner's server, a small client that talks to it,
 * and then the server alone until someone stops it, so that other clients can be tried on it.
 *
 * <pre>
 * public static void main(String[] args) throws Exception {
 *   DemoRun.run(args, Demo::talk, new RouteGuideService(Places.features()));
 * }
 * </pre>
 */
public final class DemoRun {
  /** A demo's client. It prints what happens on standard output. */
  @FunctionalInterface
  public interface Client {
    /**
     * Talks to the server.
     *
     * @param channel to the learner's server; closed by the demo run, not by the client
     * @throws Exception what the client does not handle; a call's status is printed as one line
     */
    void talk(Channel channel) throws Exception;
  }

  private DemoRun() {}

  /**
   * Starts the server on the port asked for (see {@link LocalServer#start(String[],
   * BindableService...)}), lets the client talk, and returns when the JVM is told to end. Where the
   * port cannot be had, the reason goes to standard error, without a stack trace, and the JVM ends
   * with status 1.
   *
   * @param args the demo's arguments
   * @param client talks to the server, on this thread
   * @param services what to serve
   * @throws Exception what the client throws other than the status of a call
   */
  public static void run(String[] args, Client client, BindableService... services)
      throws Exception {
    try (LocalServer server = LocalServer.start(args, services)) {
      talk(client, server.channel());
      server.awaitClose();
    } catch (CannotServeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Lets the client talk; a call that ends badly is part of the show and printed as one line. */
  static void talk(Client client, Channel channel) throws Exception {
    try {
      client.talk(channel);
    } catch (StatusRuntimeException e) {
      print(e.getStatus());
    } catch (StatusException e) {
      print(e.getStatus());
    }
  }

  private static void print(Status status) {
    String description = status.getDescription() == null ? "" : ": " + status.getDescription();
    System.out.println("The call ended with " + status.getCode() + description);
  }
}
