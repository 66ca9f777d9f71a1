package workbook.threadsafety;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** The name of a piece of work, which travels with each call that is made for it. */
public final class Trace {
  /** The header in which it travels. */
  public static final Metadata.Key<String> HEADER =
      Metadata.Key.of("trace-id", Metadata.ASCII_STRING_MARSHALLER);

  /** Where it is while a call is handled. */
  public static final Context.Key<String> ID = Context.key("trace-id");

  private Trace() {}

  /** Takes it from the header into the context of the handler. */
  public static ServerInterceptor server() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current().withValue(ID, headers.get(HEADER));
        return Contexts.interceptCall(context, call, headers, next);
      }
    };
  }

  /** Takes it from the context of the caller into the header. */
  public static ClientInterceptor client() {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> listener, Metadata headers) {
            if (ID.get() != null) {
              headers.put(HEADER, ID.get());
            }
            super.start(listener, headers);
          }
        };
      }
    };
  }
}
