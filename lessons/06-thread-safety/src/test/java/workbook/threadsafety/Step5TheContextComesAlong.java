package workbook.threadsafety;

import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.CANCEL_NOT_CARRIED;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.CONTEXT_LEFT_BEHIND;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.CONTEXT_OF_ANOTHER_CALL;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.DEADLINE_NOT_CARRIED;
import static workbook.bench.diagnosis.ThreadSafetyDiagnosis.EXECUTOR_PASSED_BY;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
import workbook.bench.conversation.Words;
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
      bench.comesTrue(() -> archive.was("where?") || first.status() != null);
      Caller<EchoRequest, EchoResponse> second = ask(bench, "when?");
      bench.comesTrue(() -> archive.was("when?") || second.status() != null);
      boolean onExecutor = waitsOn(bench, own, asking);
      archive.answer();

      if (archive.was("where?") && archive.was("when?")) {
        bench
            .expect("the trace of each question, as the archive sees it", archive.traces())
            .diagnose(List.of("none", "none"), CONTEXT_LEFT_BEHIND)
            .diagnose(List.of(TRACES.get(0), TRACES.get(0)), CONTEXT_OF_ANOTHER_CALL)
            .is(TRACES);
        bench.expect("questions that the archive was asked", archive.asked.size()).is(2);
      } else {
        // One that waits has the only thread of its pool, and the other question is never asked.
        expectOnExecutor(onExecutor);
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
      bench
          .expect("questions that have come with the client's deadline", archive.deadlines.get())
          .diagnose(0, DEADLINE_NOT_CARRIED)
          .is(1);
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
      boolean onExecutor = waitsOn(bench, own, asking);
      archive.fail();

      bench.comesTrue(() -> client.status() != null);
      bench
          .expect(
              "what the client hears when the archive fails",
              client.status() == null ? "nothing" : client.status().getCode().name())
          .matches("an error", text -> !text.equals("nothing") && !text.equals("OK"));

      expectOnExecutor(onExecutor);
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

  private static void expectOnExecutor(boolean onExecutor) {
    if (!onExecutor) {
      throw new Mismatch(
              "who waits for the archive is a thread of the executor that was handed in",
              "another thread waits for it")
          .because(EXECUTOR_PASSED_BY);
    }
  }

  /** Whether each thread that has asked is the executor's, or does not wait for the answer. */
  private static boolean waitsOn(Bench bench, Set<Thread> own, List<Thread> asking) {
    return bench.comesTrue(
        () ->
            asking.stream()
                .filter(thread -> !own.contains(thread))
                .allMatch(thread -> Words.place(thread.getStackTrace()).isEmpty()));
  }

  private static RecordedCall archiveCall(Bench bench) {
    return bench.calls().get(1);
  }

  private static Caller<EchoRequest, EchoResponse> ask(Bench bench, String question) {
    Caller<EchoRequest, EchoResponse> caller =
        bench.call(
            EchoGrpc.getUnaryEchoMethod(),
            CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS));
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
    private final Map<String, String> traces = new ConcurrentHashMap<>();
    private final AtomicInteger deadlines = new AtomicInteger();
    private final List<StreamObserver<EchoResponse>> asked = new CopyOnWriteArrayList<>();

    static String trace() {
      return Trace.ID.get() == null ? "none" : Trace.ID.get();
    }

    boolean was(String question) {
      return traces.containsKey(question);
    }

    /** Of the first question and of the second. */
    List<String> traces() {
      return List.of(traces.get("where?"), traces.get("when?"));
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
      if (Context.current().getDeadline() != null) {
        deadlines.incrementAndGet();
      }
      traces.put(request.getMessage(), trace());
    }
  }
}
