package workbook.balancing;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.util.List;

/** Tells one channel which servers there are. */
public final class ServerListResolver extends NameResolver {
  private final ServerList servers;
  private final SynchronizationContext context;

  // tag::step-5[]
  private Listener2 channel;
  private final Runnable changed = this::changed;

  // end::step-5[]

  /**
   * A resolver for one channel.
   *
   * @param context runs one task after the other; what is told to the channel in it is told in
   *     order
   */
  public ServerListResolver(ServerList servers, SynchronizationContext context) {
    this.servers = servers;
    this.context = context;
  }

  @Override
  public void start(Listener2 channel) {
    // tag::step-5[]
    this.channel = channel;
    servers.watch(changed);
    // end::step-5[]
    tell(channel);
  }

  /** Tells the channel which servers there are now. */
  private void tell(Listener2 channel) {
    // tag::step-2[]
    List<EquivalentAddressGroup> groups =
        servers.now().stream().map(EquivalentAddressGroup::new).toList();
    if (groups.isEmpty()) {
      return;
    }
    channel.onResult(
        ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromValue(groups)).build());
    // end::step-2[]
  }

  // tag::step-5[]
  private void changed() {
    // In the channel's context, so that of two changes at once the later one is told last.
    context.execute(() -> tell(channel));
  }

  // end::step-5[]
  @Override
  public String getServiceAuthority() {
    return "fleet";
  }

  @Override
  public void shutdown() {
    // tag::step-5[]
    servers.unwatch(changed);
    // end::step-5[]
  }
}
