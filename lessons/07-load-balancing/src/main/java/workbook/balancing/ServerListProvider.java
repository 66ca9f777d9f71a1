package workbook.balancing;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;

/**
 * Lets channels be made for targets such as {@code list:///fleet}; each gets a resolver of its own.
 */
public final class ServerListProvider extends NameResolverProvider {
  private final ServerList servers;

  /** Resolves every name to these servers. */
  public ServerListProvider(ServerList servers) {
    this.servers = servers;
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    return new ServerListResolver(servers, args.getSynchronizationContext());
  }

  @Override
  public String getDefaultScheme() {
    return "list";
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 5;
  }
}
