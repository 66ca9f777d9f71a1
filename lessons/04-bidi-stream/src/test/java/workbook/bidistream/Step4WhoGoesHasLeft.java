package workbook.bidistream;

import static workbook.bench.diagnosis.BidiStreamDiagnosis.STILL_IN_THE_ROOM;
import static workbook.bench.diagnosis.UnaryDiagnosis.REFUSED_WITHOUT_A_WORD;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Step;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

@Step(4)
class Step4WhoGoesHasLeft {
  private ChatRoom room;

  @Test
  @Order(1)
  void byHalfClose(Bench bench) {
    ChatRoom empty = new ChatRoom();
    serve(bench);
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);
    bench.expect("people in the room when two have come", room.present()).is(2);
    bench.expect("people in another room, where nobody is", empty.present()).is(0);

    a.send(Say.note("snow up here"));
    b.expectAnswer("A's note for B");
    b.halfClose();

    b.expectCompleted("the status OK for B after the half-close");
    oneIsLeft(bench, "people in the room when one of two has half-closed");
    goesOn(bench, a);
  }

  @Test
  @Order(2)
  void byCancel(Bench bench) {
    serve(bench);
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);

    b.cancel();

    oneIsLeft(bench, "people in the room when one of two has cancelled");
    goesOn(bench, a);
    bench.expectNothingThrown();
  }

  @Test
  @Order(3)
  void byABrokenConnection(Bench bench) {
    serve(bench);
    Caller<RouteNote, RouteNote> a = guest(bench);
    ManagedChannel connection = bench.channel();
    guest(bench);

    connection.shutdownNow();

    oneIsLeft(bench, "people in the room when the connection of one of two is gone");
    bench.channel();
    goesOn(bench, a);
    bench.expectNothingThrown();
  }

  @Test
  @Order(4)
  void byRefusal(Bench bench) {
    serve(bench);
    Caller<RouteNote, RouteNote> a = guest(bench);
    Caller<RouteNote, RouteNote> b = guest(bench);

    b.send(Say.note(""));

    Status status =
        b.expectStatus(
            "INVALID_ARGUMENT for B, whose note has no message", Status.Code.INVALID_ARGUMENT);
    bench
        .expect(
            "the description of the refusal",
            Optional.ofNullable(status.getDescription()).orElse("none"))
        .diagnose("none", REFUSED_WITHOUT_A_WORD)
        .matches("says what is wrong", text -> !text.equals("none") && !text.isBlank());
    b.expectNoAnswer("INVALID_ARGUMENT and no note for B, whose note has no message");
    oneIsLeft(bench, "people in the room when one of two was refused");
    bench.settle();
    a.expectNothingYet("A's call goes on, and A hears nothing of a note that was refused");
    bench.expectNothingThrown();
    goesOn(bench, a);
  }

  @Test
  @Order(5)
  void byRefusalWithTheHalfCloseOnItsWay(Bench bench) {
    AtomicReference<Caller<RouteNote, RouteNote>> b = new AtomicReference<>();
    bench.interceptServer(beforeAnErrorEndsACall(() -> b.get().halfClose()));
    serve(bench);
    guest(bench);
    b.set(guest(bench));

    b.get().send(Say.note(""));

    b.get()
        .expectStatus(
            "INVALID_ARGUMENT for B, whose note has no message", Status.Code.INVALID_ARGUMENT);
    bench.settle();
    bench
        .expect(
            "people in the room when one of two was refused and had half-closed just then",
            room.present())
        .diagnose(2, STILL_IN_THE_ROOM)
        .is(1);
  }

  private static ServerInterceptor beforeAnErrorEndsACall(Runnable what) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return next.startCall(
            new SimpleForwardingServerCall<>(call) {
              @Override
              public void close(Status status, Metadata trailers) {
                if (!status.isOk()) {
                  what.run();
                }
                super.close(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private void serve(Bench bench) {
    room = new ChatRoom();
    bench.serve(room);
  }

  private void oneIsLeft(Bench bench, String what) {
    bench.comesTrue(() -> room.present() == 1);
    bench.expect(what, room.present()).diagnose(2, STILL_IN_THE_ROOM).is(1);
  }

  /** A and a newcomer talk to each other as if nothing had happened. */
  private static void goesOn(Bench bench, Caller<RouteNote, RouteNote> a) {
    a.expectNothingYet("A hears nothing of it, and A's call goes on");
    Caller<RouteNote, RouteNote> d = guest(bench);
    a.send(Say.note("who is there?"));
    d.expectAnswer("A's note for somebody who came later");
    d.send(Say.note("me"));
    RouteNote answer = a.expectAnswer("the note of somebody who came later, for A");
    bench.expect("what A hears", answer.getMessage()).is("me");
  }

  private static Caller<RouteNote, RouteNote> guest(Bench bench) {
    return bench.call(RouteGuideGrpc.getRouteChatMethod());
  }
}
