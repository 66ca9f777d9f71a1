package workbook.bench.world;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad connection, between a client and its channel: each call of one method meets the next fault
 * of a list, and goes well when there is none left.
 *
 * <pre>
 * Faults faults = new Faults(RouteGuideFeedGrpc.getFollowMethod());
 * bench.interceptClient(faults);
 * faults.meet(Faults.refused(), Faults.cutAfter(2), Faults.none());
 * </pre>
 *
 * <p>A client whose connection breaks is told UNAVAILABLE, as over a network, and the server that
 * the call was cancelled. After {@value #MOST} calls the next ones are never answered, so that a
 * client which tries again without a delay, and without end, comes to rest. Safe for use by any
 * number of threads.
 */
public final class Faults implements ClientInterceptor {
  /** What happens to one call. */
  public static final class Fault {
    private final int answers;
    private final int requests;

    private Fault(int answers, int requests) {
      this.answers = answers;
      this.requests = requests;
    }
  }

  private static final int MOST = 100;
  private static final int NEVER = -1;
  private static final Fault NONE = new Fault(NEVER, NEVER);
  private static final Fault REFUSED = new Fault(NEVER, NEVER);
  private static final Status BROKEN = Status.UNAVAILABLE.withDescription("the connection broke");

  private final MethodDescriptor<?, ?> method;
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();

  /** Faults for the calls of this method; all others go well. */
  public Faults(MethodDescriptor<?, ?> method) {
    this.method = method;
  }

  /** The call goes well. */
  public static Fault none() {
    return NONE;
  }

  /** The server cannot be reached: it does not hear of the call. */
  public static Fault refused() {
    return REFUSED;
  }

  /**
   * The connection breaks after the n-th answer has reached the client; after 0, the first answer,
   * or the end, is lost: the server has done its work, and the client does not know.
   */
  public static Fault cutAfter(int answers) {
    return new Fault(answers, NEVER);
  }

  /** The connection breaks while the n-th message of the client, counted from 1, is on its way. */
  public static Fault requestLost(int number) {
    return new Fault(NEVER, number);
  }

  /** Adds faults for the calls that come next, one for each. */
  public Faults meet(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> called, CallOptions options, Channel next) {
    boolean concerned = called.getFullMethodName().equals(method.getFullMethodName());
    if (concerned && calls.incrementAndGet() > MOST) {
      return new UnansweredCall<>();
    }
    Fault fault = concerned ? faults.poll() : null;
    if (fault == null || fault == NONE) {
      return next.newCall(called, options);
    }
    return fault == REFUSED
        ? new RefusedCall<>(called)
        : new FaultyCall<>(next.newCall(called, options), fault);
  }

  private static final class RefusedCall<Q, A> extends UnansweredCall<Q, A> {
    private final boolean sendsOneMessage;
    private Listener<A> listener;

    RefusedCall(MethodDescriptor<Q, A> method) {
      this.sendsOneMessage = method.getType().clientSendsOneMessage();
    }

    private void refuse() {
      listener.onClose(Status.UNAVAILABLE.withDescription("connection refused"), new Metadata());
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      this.listener = listener;
      if (!sendsOneMessage) {
        refuse();
      }
    }

    @Override
    public void halfClose() {
      // Not before the stub has said all: what it sends is on its way to nowhere.
      if (sendsOneMessage) {
        refuse();
      }
    }
  }

  private static final class FaultyCall<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final Fault fault;
    private int requests;
    private int answers;
    private volatile boolean broken;

    FaultyCall(ClientCall<Q, A> call, Fault fault) {
      super(call);
      this.fault = fault;
    }

    private void breakOff() {
      broken = true;
      super.cancel(BROKEN.getDescription(), null);
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(A message) {
              if (broken) {
                return;
              }
              if (answers == fault.answers) {
                breakOff();
                return;
              }
              answers++;
              super.onMessage(message);
              if (answers == fault.answers && answers > 0) {
                breakOff();
              }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              boolean lost = broken || answers == fault.answers;
              super.onClose(lost ? BROKEN : status, lost ? new Metadata() : trailers);
            }
          },
          headers);
    }

    @Override
    public void sendMessage(Q message) {
      requests++;
      if (requests == fault.requests) {
        breakOff();
      } else if (!broken) {
        super.sendMessage(message);
      }
    }

    @Override
    public void halfClose() {
      if (!broken) {
        super.halfClose();
      }
    }

    @Override
    public boolean isReady() {
      return !broken && super.isReady();
    }
  }
}
