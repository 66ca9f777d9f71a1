package workbook.serverstream;

import static workbook.bench.diagnosis.ServerStreamDiagnosis.NOT_SCHEDULED;

import workbook.bench.Bench;
import workbook.bench.Mismatch;
import workbook.bench.conversation.End;
import workbook.bench.conversation.Kind;
import workbook.bench.conversation.RecordedCall;
import workbook.bench.world.ManualTime;

/** Whether a stream that has begun leaves its pace to the scheduler that was handed in. */
final class Paced {
  private Paced() {}

  /**
   * Fails, before a step waits for messages that cannot come, if nothing was given to the
   * scheduler.
   */
  static void expectScheduled(Bench bench, ManualTime pace) {
    bench.comesTrue(() -> scheduled(pace) || bench.calls().stream().allMatch(Paced::ended));
    if (scheduled(pace)) {
      return;
    }
    String expected = "the scheduler is given a task for the stream";
    if (bench.calls().stream().anyMatch(Paced::ended)) {
      // The conversation says why better than this step could.
      throw new Mismatch(expected, "the call has ended");
    }
    throw new Mismatch(expected, "nothing was given to the scheduler").because(NOT_SCHEDULED);
  }

  private static boolean scheduled(ManualTime pace) {
    return !pace.delays().isEmpty() || pace.waiting() > 0;
  }

  private static boolean ended(RecordedCall call) {
    return call.saw(End.CLIENT, Kind.STATUS);
  }
}
