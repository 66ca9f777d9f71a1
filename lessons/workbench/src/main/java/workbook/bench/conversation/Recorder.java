package workbook.bench.conversation;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Records both ends of every call into a {@link Conversation}: an interceptor for the channel and
 * one for the server. It changes nothing that a peer can see, except for one request header that
 * tells the server's half which call it is looking at.
 */
public final class Recorder {
  private static final Metadata.Key<String> CALL =
      Metadata.Key.of("workbook-call", Metadata.ASCII_STRING_MARSHALLER);

  private final Conversation conversation;

  /** A recorder that writes into this conversation. */
  public Recorder(Conversation conversation) {
    this.conversation = conversation;
  }

  /** Records what the client sends and gets. */
  public ClientInterceptor client() {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new RecordedClientCall<>(next.newCall(method, options), conversation.open(method));
      }
    };
  }

  /** Records what the server gets and sends. */
  public ServerInterceptor server() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String known = headers.get(CALL);
        int number =
            known == null ? conversation.open(call.getMethodDescriptor()) : Integer.parseInt(known);
        conversation.add(number, End.SERVER, Kind.START, null);
        RecordedServerCall<Q, A> recorded = new RecordedServerCall<>(call, number);
        try {
          return new RecordedServerListener<>(next.startCall(recorded, headers), number);
        } catch (Throwable thrown) {
          conversation.add(number, End.SERVER, Kind.THREW, thrown);
          throw thrown;
        }
      }
    };
  }

  private final class RecordedClientCall<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final int number;

    RecordedClientCall(ClientCall<Q, A> call, int number) {
      super(call);
      this.number = number;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      headers.put(CALL, Integer.toString(number));
      conversation.add(number, End.CLIENT, Kind.START, null);
      super.start(new RecordedClientListener<>(listener, number), headers);
    }

    @Override
    public void sendMessage(Q message) {
      conversation.add(number, End.CLIENT, Kind.REQUEST, message);
      super.sendMessage(message);
    }

    @Override
    public void halfClose() {
      conversation.add(number, End.CLIENT, Kind.HALF_CLOSE, null);
      super.halfClose();
    }

    @Override
    public void cancel(String message, Throwable cause) {
      conversation.add(number, End.CLIENT, Kind.CANCEL, message);
      super.cancel(message, cause);
    }
  }

  private final class RecordedClientListener<A> extends SimpleForwardingClientCallListener<A> {
    private final int number;

    RecordedClientListener(ClientCall.Listener<A> listener, int number) {
      super(listener);
      this.number = number;
    }

    @Override
    public void onHeaders(Metadata headers) {
      conversation.add(number, End.CLIENT, Kind.HEADERS, null);
      super.onHeaders(headers);
    }

    @Override
    public void onMessage(A message) {
      conversation.add(number, End.CLIENT, Kind.RESPONSE, message);
      guarded(End.CLIENT, number, () -> super.onMessage(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      conversation.add(number, End.CLIENT, Kind.STATUS, status);
      guarded(End.CLIENT, number, () -> super.onClose(status, trailers));
    }

    @Override
    public void onReady() {
      guarded(End.CLIENT, number, super::onReady);
    }
  }

  private final class RecordedServerCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final int number;

    RecordedServerCall(ServerCall<Q, A> call, int number) {
      super(call);
      this.number = number;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      conversation.add(number, End.SERVER, Kind.HEADERS, null);
      super.sendHeaders(headers);
    }

    @Override
    public void sendMessage(A message) {
      conversation.add(number, End.SERVER, Kind.RESPONSE, message);
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      conversation.add(number, End.SERVER, Kind.STATUS, status);
      super.close(status, trailers);
    }
  }

  private final class RecordedServerListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final int number;

    RecordedServerListener(ServerCall.Listener<Q> listener, int number) {
      super(listener);
      this.number = number;
    }

    @Override
    public void onMessage(Q message) {
      conversation.add(number, End.SERVER, Kind.REQUEST, message);
      guarded(End.SERVER, number, () -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      conversation.add(number, End.SERVER, Kind.HALF_CLOSE, null);
      guarded(End.SERVER, number, super::onHalfClose);
      conversation.add(number, End.SERVER, Kind.RETURNED, "half-close");
    }

    @Override
    public void onCancel() {
      conversation.add(number, End.SERVER, Kind.CANCEL, null);
      guarded(End.SERVER, number, super::onCancel);
      conversation.add(number, End.SERVER, Kind.RETURNED, "cancel");
    }

    @Override
    public void onReady() {
      guarded(End.SERVER, number, super::onReady);
    }

    @Override
    public void onComplete() {
      guarded(End.SERVER, number, super::onComplete);
    }
  }

  private void guarded(End end, int number, Runnable callback) {
    try {
      callback.run();
    } catch (Throwable thrown) {
      conversation.add(number, end, Kind.THREW, thrown);
      throw thrown;
    }
  }
}
