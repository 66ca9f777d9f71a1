package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.CANCEL_NOT_CARRIED;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.CONTEXT_LEFT_BEHIND;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.CONTEXT_OF_ANOTHER_CALL;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.EXECUTOR_PASSED_BY;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;
import workbook.proto.echo.EchoGrpc;
import workbook.proto.echo.EchoRequest;
import workbook.proto.echo.EchoResponse;

@Step(5)
class Step5TheContextComesAlong {
  private static final List<String> TRACES = List.of("trace-1", "trace-2");

  @Test
  @Order(1)
  void theTraceReachesTheArchive(Bench bench) {
    Set<Thread> own = ConcurrentHashMap.newKeySet();
    ExecutorService executor = executor(2, own);
    try {
      bench.serverThreads(3);
      Archive archive = new Archive();
      List<Thread> asking = new CopyOnWriteArrayList<>();
      serve(bench, archive, executor, asking);

      Caller<EchoRequest, EchoResponse> first = ask(bench, "where?");
      bench.comesTrue(() -> archive.traces.size() == 1 || first.status() != null);
      Caller<EchoRequest, EchoResponse> second = ask(bench, "when?");
      bench.comesTrue(() -> archive.traces.size() == 2 || second.status() != null);
      archive.answer();

      if (archive.traces.size() == 2) {
        bench
            .expect("the trace of each question, as the archive sees it", archive.traces)
            .diagnose(List.of("none", "none"), CONTEXT_LEFT_BEHIND)
            .diagnose(List.of(TRACES.get(0), TRACES.get(0)), CONTEXT_OF_ANOTHER_CALL)
            .is(TRACES);
      } else {
        // One that waits has the only thread of its pool, and the other question is never asked.
        expectOnExecutor(asking, own);
      }
      first.expectOneAnswer("the archive's answer to the first question");
      second.expectOneAnswer("the archive's answer to the second question");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  @Order(2)
  void theCancelReachesTheArchive(Bench bench) {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      bench.serverThreads(2);
      Archive archive = new Archive();
      serve(bench, archive, executor);

      Caller<EchoRequest, EchoResponse> client = ask(bench, "where?");
      bench.comesTrue(() -> archive.asked() || client.status() != null);
      if (!archive.asked()) {
        client.expectAnswer("the archive is asked");
      }
      bench.expectHandlersReturn("unaryEcho returns while the archive is looking for the answer");
      client.cancel();

      if (!bench.comesTrue(() -> archiveCall(bench).saw(End.SERVER, Kind.CANCEL))) {
        throw new Mismatch(
                "the question to the archive is cancelled when the client cancels",
                "the archive goes on looking")
            .because(CANCEL_NOT_CARRIED);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  @Order(3)
  void theClientIsToldWhenTheArchiveFails(Bench bench) {
    Set<Thread> own = ConcurrentHashMap.newKeySet();
    ExecutorService executor = executor(1, own);
    try {
      bench.serverThreads(2);
      Archive archive = new Archive();
      List<Thread> asking = new CopyOnWriteArrayList<>();
      serve(bench, archive, executor, asking);

      Caller<EchoRequest, EchoResponse> client = ask(bench, "where?");
      bench.comesTrue(() -> archive.asked() || client.status() != null);
      archive.fail();

      bench.comesTrue(() -> client.status() != null);
      bench
          .expect(
              "what the client hears when the archive fails",
              client.status() == null ? "nothing" : client.status().getCode().name())
          .matches("an error", text -> !text.equals("nothing") && !text.equals("OK"));

      expectOnExecutor(asking, own);
      // The executor has one thread, so this runs when the question has been answered.
      AtomicReference<String> left = new AtomicReference<>();
      executor.execute(() -> left.set(Archive.trace()));
      bench.comesTrue(() -> left.get() != null);
      bench
          .expect("the trace that is left with the executor's thread afterwards", left.get())
          .diagnose(TRACES.get(0), CONTEXT_OF_ANOTHER_CALL)
          .is("none");
    } finally {
      executor.shutdownNow();
    }
  }

  private static ExecutorService executor(int threads, Set<Thread> own) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, "executor");
          own.add(thread);
          return thread;
        });
  }

  private static void expectOnExecutor(List<Thread> asking, Set<Thread> own) {
    if (!own.containsAll(asking)) {
      throw new Mismatch(
              "the archive is asked on a thread of the executor that was handed in",
              "it is asked on another thread")
          .because(EXECUTOR_PASSED_BY);
    }
  }

  private static RecordedCall archiveCall(Bench bench) {
    return bench.calls().get(1);
  }

  private static Caller<EchoRequest, EchoResponse> ask(Bench bench, String question) {
    Caller<EchoRequest, EchoResponse> caller = bench.call(EchoGrpc.getUnaryEchoMethod());
    return caller.send(News.word(question)).halfClose();
  }

  private static void serve(Bench bench, Archive archive, ExecutorService executor) {
    serve(bench, archive, executor, new CopyOnWriteArrayList<>());
  }

  private static void serve(
      Bench bench, Archive archive, ExecutorService executor, List<Thread> asking) {
    Channel toArchive =
        ClientInterceptors.intercept(
            bench.serve(() -> ServerInterceptors.intercept(archive, Trace.server())),
            notes(asking));
    bench.interceptClient(traces());
    ServerServiceDefinition desk =
        ServerInterceptors.intercept(new Desk(toArchive, executor), Trace.server());
    bench.serve(() -> desk);
  }

  /** Notes which thread makes each call. */
  private static ClientInterceptor notes(List<Thread> threads) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        threads.add(Thread.currentThread());
        return next.newCall(method, options);
      }
    };
  }

  /** Gives each call of the client a trace of its own. */
  private static ClientInterceptor traces() {
    AtomicInteger next = new AtomicInteger();
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel channel) {
        return new SimpleForwardingClientCall<>(channel.newCall(method, options)) {
          @Override
          public void start(Listener<A> listener, Metadata headers) {
            headers.put(Trace.HEADER, TRACES.get(next.getAndIncrement()));
            super.start(listener, headers);
          }
        };
      }
    };
  }

  /** Notes the trace of each question. */
  private static final class Archive extends EchoGrpc.EchoImplBase {
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final List<StreamObserver<EchoResponse>> asked = new CopyOnWriteArrayList<>();

    static String trace() {
      return Trace.ID.get() == null ? "none" : Trace.ID.get();
    }

    boolean asked() {
      return !asked.isEmpty();
    }

    void answer() {
      for (StreamObserver<EchoResponse> responses : asked) {
        responses.onNext(News.news("found"));
        responses.onCompleted();
      }
    }

    void fail() {
      asked.forEach(responses -> responses.onError(Status.INTERNAL.asRuntimeException()));
    }

    @Override
    public void unaryEcho(EchoRequest request, StreamObserver<EchoResponse> responses) {
      asked.add(responses);
      traces.add(trace());
    }
  }
}
