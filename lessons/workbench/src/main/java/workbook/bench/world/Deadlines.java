package workbook.bench.world;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes the deadline with which each call leaves the client. One that comes from the context is
 * made the call's own: only those follow the time that a step moves. Safe for use by any number of
 * threads.
 */
public final class Deadlines implements ClientInterceptor {
  private final List<Deadline> seen = new CopyOnWriteArrayList<>();

  /** The deadlines of the calls so far, in order; calls without one are left out. */
  public List<Deadline> seen() {
    return List.copyOf(seen);
  }

  /** Whether two calls were made, and the later one had no later deadline than the first. */
  public boolean keptForTheSecond() {
    return seen.size() == 2 && !seen.get(0).isBefore(seen.get(1));
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    Deadline ofContext = Context.current().getDeadline();
    Deadline deadline = options.getDeadline();
    if (ofContext == null || (deadline != null && deadline.isBefore(ofContext))) {
      if (deadline != null) {
        seen.add(deadline);
      }
      return next.newCall(method, options);
    }
    seen.add(ofContext);
    Context before = Context.ROOT.attach();
    try {
      return next.newCall(method, options.withDeadline(ofContext));
    } finally {
      Context.ROOT.detach(before);
    }
  }
}
