package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum RestartDiagnosis implements Diagnosis {
  EVERY_CODE_RETRIED(
      "every code is retried",
      "a request that is wrong stays wrong however often it is made, and each attempt"
          + " costs both ends",
      "05-errors-and-restart#who-may-retry-what"),
  STATUSES_COMPARED(
      "statuses compared instead of codes",
      "two statuses are equal only if they are the same object; every real one has a description of its own",
      "05-errors-and-restart#who-may-retry-what"),
  NO_CODE_RETRIED(
      "nothing is retried",
      "UNAVAILABLE says that the server could not be reached or that the connection"
          + " broke, which passes",
      "05-errors-and-restart#who-may-retry-what"),
  EVERY_CANCEL_TAKEN_FOR_ONES_OWN(
      "every CANCELLED taken for one's own",
      "a server that is stopped hard ends its streams with CANCELLED too; only whoever"
          + " called cancel knows whose it is",
      "05-errors-and-restart#when-to-stop"),
  BROKEN_TAKEN_FOR_ENDED(
      "a break taken for the end of the feed",
      "only the status OK, which is onCompleted, says that all has come; onError says"
          + " that something is missing",
      "05-errors-and-restart#broken-or-ended"),
  OPENED_AGAIN_AFTER_THE_END(
      "opened again after the end",
      "the status OK says that there is no more, so there is nothing to come back for",
      "05-errors-and-restart#broken-or-ended"),
  CODE_NOT_LOOKED_AT(
      "tried again whatever the code",
      "the status says that the same call will fail again, and it is made again all the" + " same",
      "05-errors-and-restart#who-may-retry-what"),
  GAVE_UP_AT_A_BREAK(
      "gave up when the connection broke",
      "UNAVAILABLE passes: the call can be made again after a while",
      "05-errors-and-restart#broken-or-ended"),
  SLEEPS_IN_A_CALLBACK(
      "a callback that sleeps",
      "onError holds the thread that gRPC has called it with, for the whole delay, and stop() has nothing to"
          + " cancel; the scheduler waits without a thread",
      "05-errors-and-restart#backoff"),
  DEADLINE_ON_A_LONG_STREAM(
      "a deadline on a stream without an end",
      "a deadline ends the call at that moment, however well it goes; a quiet feed is no"
          + " broken one",
      "05-errors-and-restart#broken-or-ended"),
  NO_DELAY(
      "tried again without a delay",
      "the next call is made as soon as the last has failed; a server that is starting up"
          + " meets a storm of them",
      "05-errors-and-restart#backoff"),
  NO_JITTER(
      "all clients wait equally long",
      "clients that were cut off at the same moment all come back at the same moment,"
          + " unless chance spreads them",
      "05-errors-and-restart#backoff"),
  DELAY_DOES_NOT_GROW(
      "the delay does not grow",
      "a server that stays away is asked as often after an hour as in the first seconds",
      "05-errors-and-restart#backoff"),
  DELAY_NOT_CAPPED(
      "the delay has no cap",
      "doubled without end it soon means hours: the server is back long before the client"
          + " asks",
      "05-errors-and-restart#backoff"),
  DELAY_OVERFLOWS(
      "the delay overflows",
      "2 to the power of the number of failures does not fit any integer type for long;"
          + " what comes out is no delay at all, a wrong one, or an exception",
      "05-errors-and-restart#backoff"),
  NEVER_RESET(
      "progress does not count",
      "after a call that went well the delay is still that of the failures long before it",
      "05-errors-and-restart#backoff"),
  RESET_WITHOUT_PROGRESS(
      "reset without progress",
      "the delay begins anew although no more was done than before; a server that takes each call and"
          + " then fails is asked without end at the shortest delay",
      "05-errors-and-restart#backoff"),
  FROM_THE_BEGINNING(
      "from the beginning again",
      "the request does not say what the client has already, so all of it is sent once" + " more",
      "05-errors-and-restart#resume"),
  ONE_TOO_FAR(
      "one too far",
      "after a position means: the next one is included; whoever adds 1 as well loses a"
          + " message at every break",
      "05-errors-and-restart#resume"),
  GIVEN_TWICE(
      "a repeat is processed",
      "what comes once more was not thrown away, though its position says that it has"
          + " been processed",
      "05-errors-and-restart#resume"),
  POSITION_MOVED_WITHOUT_WORK(
      "the position moved without the work",
      "onNews threw, and yet its news counts as processed: it never comes again",
      "05-errors-and-restart#resume"),
  OWN_CANCEL_RETRIED(
      "one's own cancel is retried",
      "stop() ends the call with CANCELLED, which looks like a broken one to whoever does"
          + " not remember having cancelled",
      "05-errors-and-restart#when-to-stop"),
  STOP_FORGETS_THE_DELAY(
      "stop() forgets the delay",
      "while the reader waits there is no call to be cancelled, and the call is made when"
          + " the delay is over",
      "05-errors-and-restart#when-to-stop"),
  RETRY_INFO_IGNORED(
      "the server's RetryInfo is not obeyed",
      "the details of the error say when to come back; they are in the trailers of the"
          + " exception that onError is given, and only there",
      "05-errors-and-restart#details-of-an-error"),
  UNKNOWN_CURSOR_TAKEN_FOR_ZERO(
      "a position is taken for zero",
      "a follower that asks for what comes after a position gets the news from the" + " beginning",
      "05-errors-and-restart#where-to-resume"),
  UNKNOWN_CURSOR_TAKEN_FOR_END(
      "a position that never was taken for the end",
      "the follower is told that it has everything, and has not",
      "05-errors-and-restart#where-to-resume"),
  GAP_NOT_TOLD(
      "a gap that nobody is told of",
      "the news after that position is gone; whoever is sent later ones takes them for"
          + " the next",
      "05-errors-and-restart#where-to-resume"),
  SENT_AGAIN_AFTER_THE_CURSOR(
      "the last news comes once more",
      "after a position means without it: the follower has processed that one",
      "05-errors-and-restart#where-to-resume"),
  ACKNOWLEDGED_BEFORE_COMMITTED(
      "acknowledged before it was committed",
      "the client forgets what was acknowledged; if the server fails now, nobody has it",
      "05-errors-and-restart#committed-offsets"),
  COMMITTED_AT_THE_END(
      "committed only at the end",
      "the chunks are held back until the half-close, so a call that breaks leaves"
          + " nothing to go on from",
      "05-errors-and-restart#committed-offsets"),
  OFFSET_NOT_LOOKED_AT(
      "the offset is not looked at",
      "whatever comes is added at the end: a gap or a repeat makes another file of it",
      "05-errors-and-restart#committed-offsets"),
  CHECKSUM_NOT_COMPARED(
      "the checksum is not compared",
      "the checksum has come and the file is taken as it is",
      "05-errors-and-restart#committed-offsets"),
  HALF_CLOSE_TAKEN_FOR_WHOLE(
      "half-close taken for the whole file",
      "a half-close says that this call sends no more, not that the file is at its end",
      "05-errors-and-restart#committed-offsets"),
  FILE_FROM_THE_BEGINNING(
      "the file from the beginning again",
      "the server has a part of the file already, and was not asked how much",
      "05-errors-and-restart#resumable-upload"),
  RESUMED_AT_WHAT_WAS_SENT(
      "resumed at what was sent",
      "what was sent need not have arrived; only the server knows what it has committed",
      "05-errors-and-restart#resumable-upload"),
  SENT_AGAIN_AFTER_A_LOST_ANSWER(
      "sent again after a lost answer",
      "the server had the whole file, and only its answer was lost: unknown is not failed",
      "05-errors-and-restart#resumable-upload"),
  REFUSED_OFFSET_TAKEN_FOR_THE_END(
      "a refused offset taken for the end",
      "FAILED_PRECONDITION says that the server has committed another number of bytes by now; it can be asked"
          + " how many",
      "05-errors-and-restart#resumable-upload"),
  POLICY_FOR_OTHER_CODES(
      "gRPC retries at another code too",
      "only UNAVAILABLE says that the server may not have been reached; what ends with another code is made"
          + " again too, and the caller learns of its end so much later",
      "05-errors-and-restart#the-built-in-retry"),
  UPLOAD_REPEATED_BLINDLY(
      "an upload repeated by gRPC",
      "a retry sends the same chunks from the same offset again, and by then the server"
          + " has committed some of them",
      "05-errors-and-restart#the-built-in-retry");

  private final Entry entry;

  RestartDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
