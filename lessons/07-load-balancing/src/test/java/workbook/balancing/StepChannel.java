package workbook.balancing;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolver.ResolutionResult;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import workbook.bench.Mismatch;
import workbook.bench.conversation.Words;

/** Plays the channel that a resolver tells its servers to, and keeps what it was told. */
class StepChannel extends NameResolver.Listener2 {
  private final List<StatusOr<List<EquivalentAddressGroup>>> results = new CopyOnWriteArrayList<>();

  @Override
  public void onResult(ResolutionResult result) {
    results.add(result.getAddressesOrError());
  }

  @Override
  public Status onResult2(ResolutionResult result) {
    onResult(result);
    return Status.OK;
  }

  @Override
  public void onError(Status error) {
    results.add(StatusOr.fromStatus(error));
  }

  int times() {
    return results.size();
  }

  /** Whether it was told last that there is no server: by an empty list or by an error. */
  boolean hasNoServers() {
    StatusOr<List<EquivalentAddressGroup>> last = results.get(results.size() - 1);
    return !last.hasValue() || last.getValue().isEmpty();
  }

  /** The groups that it was told last. */
  List<EquivalentAddressGroup> last(String expected) {
    if (results.isEmpty()) {
      throw new Mismatch(expected, "nothing was told");
    }
    StatusOr<List<EquivalentAddressGroup>> last = results.get(results.size() - 1);
    if (!last.hasValue()) {
      throw new Mismatch(expected, Words.status(last.getStatus()));
    }
    return last.getValue();
  }

  /** The addresses that it was told last, without their groups. */
  List<SocketAddress> lastAddresses(String expected) {
    return last(expected).stream().flatMap(group -> group.getAddresses().stream()).toList();
  }
}
