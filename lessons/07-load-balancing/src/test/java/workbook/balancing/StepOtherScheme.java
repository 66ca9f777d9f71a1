package workbook.balancing;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;

/** Resolves as another provider does, and one target only: {@code other:///servers}. */
final class StepOtherScheme extends NameResolverProvider {
  private final NameResolverProvider provider;

  StepOtherScheme(NameResolverProvider provider) {
    this.provider = provider;
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    return target.toString().equals("other:///servers")
        ? provider.newNameResolver(target, args)
        : null;
  }

  @Override
  public String getDefaultScheme() {
    return "other";
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return provider.getProducedSocketAddressTypes();
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
