package workbook.proxies;

import io.grpc.ManagedChannel;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import workbook.bench.balancing.Fleet;
import workbook.proto.balancing.FleetGrpc;
import workbook.proto.balancing.Question;

/** A way from one channel to the servers of a fleet. */
enum Way {
  PICK_FIRST("client, `pick_first` (the default)", false, fleet -> channel(fleet, "pick_first")),
  ROUND_ROBIN("client, `round_robin`", true, fleet -> channel(fleet, "round_robin")),
  L4_NGINX("L4: NGINX `stream`", false, proxy(Program.NGINX, "nginx-l4.conf")),
  L4_HAPROXY("L4: HAProxy, `mode tcp`", false, proxy(Program.HAPROXY, "haproxy-l4.cfg")),
  L4_FORWARDER(
      "L4: the forwarder of this lesson",
      false,
      fleet -> new Open(fleet.channel(fleet.tcpForwarder().address()), () -> {})),
  L7_NGINX("L7: NGINX `grpc_pass`", true, proxy(Program.NGINX, "nginx-l7.conf")),
  L7_NGINX_WITHOUT_KEEPALIVE(
      "L7: the same without `keepalive`",
      true,
      proxy(Program.NGINX, "nginx-l7.conf", config -> config.replace("keepalive 16;", ""))),
  L7_HAPROXY("L7: HAProxy, `mode http`", true, proxy(Program.HAPROXY, "haproxy-l7.cfg")),
  L7_FORWARDER(
      "L7: the forwarder of this lesson",
      true,
      fleet -> new Open(fleet.channel(fleet.grpcForwarder().address()), () -> {}));

  private final String title;
  private final boolean spreads;
  private final Function<Fleet, Open> opens;

  Way(String title, boolean spreads, Function<Fleet, Open> opens) {
    this.title = title;
    this.spreads = spreads;
    this.opens = opens;
  }

  /** As the chapter calls it. */
  String title() {
    return title;
  }

  /** Whether it deals out calls; else all of a connection go to one server. */
  boolean spreads() {
    return spreads;
  }

  /** Opens the way and makes the connections that calls need, so that none is counted cold. */
  Open open(Fleet fleet) {
    Open open = opens.apply(fleet);
    if (spreads) {
      fleet.warm(open.channel());
    } else {
      FleetGrpc.newBlockingStub(open.channel())
          .withWaitForReady()
          .who(Question.getDefaultInstance());
      fleet.forget();
    }
    return open;
  }

  /** The fleet closes the channel. */
  record Open(ManagedChannel channel, Runnable stopProxy) implements AutoCloseable {
    @Override
    public void close() {
      stopProxy.run();
    }
  }

  private static Open channel(Fleet fleet, String policy) {
    return new Open(fleet.channel(policy), () -> {});
  }

  private static Function<Fleet, Open> proxy(Program program, String config) {
    return proxy(program, config, UnaryOperator.identity());
  }

  private static Function<Fleet, Open> proxy(
      Program program, String config, UnaryOperator<String> change) {
    return fleet -> {
      Proxy proxy = Proxy.start(program, config, change, fleet);
      return new Open(fleet.channel(proxy.address()), proxy::close);
    };
  }
}
