package workbook.balancing;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** Reads the list where it may take its time, one reading after the other. */
public final class ServerListResolver extends NameResolver {
  private final Executor readings = MoreExecutors.newSequentialExecutor(ForkJoinPool.commonPool());
  private final ServerList servers;
  private final SynchronizationContext context;
  private final Runnable changed = () -> readings.execute(this::read);
  private Listener2 channel;

  public ServerListResolver(ServerList servers, SynchronizationContext context) {
    this.servers = servers;
    this.context = context;
  }

  @Override
  public void start(Listener2 channel) {
    this.channel = channel;
    servers.watch(changed);
    changed.run();
  }

  private void read() {
    List<EquivalentAddressGroup> groups =
        servers.now().stream().map(EquivalentAddressGroup::new).toList();
    context.execute(
        () ->
            channel.onResult2(
                ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(groups))
                    .build()));
  }

  @Override
  public String getServiceAuthority() {
    return "fleet";
  }

  @Override
  public void shutdown() {
    servers.unwatch(changed);
  }
}
