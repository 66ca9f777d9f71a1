package workbook.bench;

import java.util.Arrays;
import java.util.List;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;
import workbook.bench.conversation.Recorder;
import workbook.bench.conversation.Words;

/**
 * Whether the service methods of a learner's server have returned to gRPC, and where they are if
 * not.
 */
final class Handlers {
  private Handlers() {}

  /** Whether the service method of this call has run, and returned or thrown. */
  static boolean returned(RecordedCall call) {
    return call.saw(End.SERVER, Kind.RETURNED) || call.threw(End.SERVER).isPresent();
  }

  /**
   * Whether this thread sleeps in a service method: no right answer does that, for however short a
   * time.
   */
  static boolean asleep(Thread thread) {
    // Looked at once: between two looks it may have left the handler's code and gone to sleep.
    StackTraceElement[] stack = thread.getStackTrace();
    return inHandler(stack) && sleeps(stack);
  }

  /** Where one of the threads holds a service method. */
  static String place(List<Thread> threads) {
    for (Thread thread : threads) {
      StackTraceElement[] stack = thread.getStackTrace();
      if (inHandler(stack)) {
        return "it is still at "
            + Words.place(stack)
            + (sleeps(stack) ? ", in Thread.sleep" : "")
            + ", and gRPC waits for its thread";
      }
    }
    return "it does not return";
  }

  private static boolean inHandler(StackTraceElement[] stack) {
    return !Words.place(stack).isEmpty()
        && Arrays.stream(stack)
            .anyMatch(frame -> frame.getClassName().startsWith(Recorder.class.getName()));
  }

  static boolean sleeps(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .anyMatch(
            frame ->
                frame.getClassName().equals(Thread.class.getName())
                    && frame.getMethodName().startsWith("sleep"));
  }
}
