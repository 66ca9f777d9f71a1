package workbook.bidistream;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import workbook.proto.routeguide.RouteGuideGrpc;
import workbook.proto.routeguide.RouteNote;

/** Somebody in a chat, one level below the stubs. */
public final class ChatClient {
  private final Channel channel;

  public ChatClient(Channel channel) {
    this.channel = channel;
  }

  public void talk(Iterator<RouteNote> notes, Consumer<RouteNote> heard)
      throws InterruptedException {
    ClientCall<RouteNote, RouteNote> call =
        channel.newCall(RouteGuideGrpc.getRouteChatMethod(), CallOptions.DEFAULT);
    Ear ear = new Ear(call, heard);
    call.start(ear, new Metadata());
    call.request(1);
    boolean said = false;
    try {
      while (ear.end == null && notes.hasNext()) {
        call.sendMessage(notes.next());
      }
      call.halfClose();
      ear.ended.await();
      said = true;
    } finally {
      if (!said) {
        call.cancel("the talker gave up", null);
      }
    }
    if (!ear.end.isOk()) {
      throw ear.end.asRuntimeException();
    }
  }

  private static final class Ear extends ClientCall.Listener<RouteNote> {
    private final ClientCall<RouteNote, RouteNote> call;
    private final Consumer<RouteNote> heard;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Status end;

    Ear(ClientCall<RouteNote, RouteNote> call, Consumer<RouteNote> heard) {
      this.call = call;
      this.heard = heard;
    }

    @Override
    public void onMessage(RouteNote note) {
      heard.accept(note);
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end = status;
      ended.countDown();
    }
  }
}
