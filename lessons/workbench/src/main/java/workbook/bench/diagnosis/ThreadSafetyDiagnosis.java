package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum ThreadSafetyDiagnosis implements Diagnosis {
  MIXED_ON_THE_WIRE(
      "two messages written into each other",
      "two threads were in onNext of one stream at once, so the bytes of one message stand"
          + " between those of the other, and what follows them cannot be read any more",
      "06-thread-safety#one-at-a-time"),
  TWO_WRITERS_AT_ONCE(
      "two threads in one stream at once",
      "a StreamObserver is not thread-safe: what two threads write at once is lost or mixed, on"
          + " some transports only now and then",
      "06-thread-safety#one-at-a-time"),
  MESSAGE_GIVEN_UP(
      "a message given up because another was being written",
      "a thread that finds the stream taken must wait for its turn, or leave its message to"
          + " somebody who sends it later",
      "06-thread-safety#one-at-a-time"),
  ORDER_OF_A_PRODUCER_LOST(
      "a producer's order is lost",
      "what a thread wrote later went out earlier: either each message is sent by whichever thread"
          + " is free, or what waits is not taken in the order in which it came",
      "06-thread-safety#order"),
  END_DURING_A_MESSAGE(
      "ended in the middle of a message",
      "onCompleted or onError was called while another thread was still in onNext: the end is a"
          + " write too, and must take its turn like any other",
      "06-thread-safety#finished-once"),
  ENDED_BY_TWO(
      "ended by two threads",
      "whether the call is over must be looked up and noted in one action, and once for all kinds"
          + " of end; here a second end was passed on to a stream that has ended, which throws",
      "06-thread-safety#finished-once"),
  LOCK_NOT_GIVEN_BACK(
      "a lock that is not given back",
      "what was called under the lock has thrown, past the unlock; everybody who comes later waits for ever: unlock"
          + " in a finally",
      "06-thread-safety#finished-once"),
  STOPPED_BY_A_THROW(
      "a write that throws stops all that follow",
      "what was called for one message has thrown, and nobody takes up what was written after it;"
          + " whatever lets the next one in must be done in a finally, or the exception be caught",
      "06-thread-safety#lock-or-single-writer"),
  LATE_MESSAGE_THROWS(
      "a late message or end throws",
      "a producer cannot know that another thread has just ended the call, so what it writes"
          + " after that must be dropped, not thrown back at it",
      "06-thread-safety#finished-once"),
  STILL_WRITTEN_TO(
      "a reader who has gone is kept",
      "nobody takes a reader out whose call is over, so it is kept and written to for ever",
      "06-thread-safety#fan-out"),
  ONE_LOCK_FOR_ALL(
      "one lock for all clients",
      "while one client is being written to, nobody else can be written to, come or go, although"
          + " they have nothing to do with that client",
      "06-thread-safety#fan-out"),
  WAITS_FOR_THE_SLOWEST(
      "everyone waits for the slowest",
      "whoever publishes waits until one slow client has read, and all others wait with it",
      "06-thread-safety#slow-reader"),
  SENT_UNREAD(
      "sent without asking whether the client is ready",
      "onNext never blocks: what the client does not read is kept in the server's memory, without"
          + " a bound",
      "06-thread-safety#slow-reader"),
  QUEUE_WITHOUT_BOUND(
      "a queue without a bound",
      "the messages for a client that does not read are kept for ever, and more are added with"
          + " each that is published",
      "06-thread-safety#slow-reader"),
  LEFT_OUT(
      "messages are left out",
      "a message for which there is no room must wait until the reader reads on, and when too many"
          + " would have to wait the call must end: a reader whose call stays open believes that it"
          + " has got all",
      "06-thread-safety#slow-reader"),
  NOBODY_SENDS_THE_REST(
      "nobody sends what has waited",
      "the messages were kept for a slow reader, but nothing sends them when the reader is ready"
          + " again: that is what the ready handler is for",
      "06-thread-safety#slow-reader"),
  CONTEXT_LEFT_BEHIND(
      "the context stayed on the other thread",
      "the context of a call belongs to the thread that runs its callbacks; a task on another"
          + " thread has it only if the task was wrapped with it",
      "06-thread-safety#context"),
  EXECUTOR_PASSED_BY(
      "the executor is passed by",
      "the work waits on threads that belong to somebody else; the executor was handed in because its threads may"
          + " wait",
      "06-thread-safety#context"),
  CONTEXT_OF_ANOTHER_CALL(
      "the context of another call",
      "what belonged to an earlier call was kept, in an executor or in a thread of a pool, and used"
          + " for this one; each task needs the context of the call that it works for",
      "06-thread-safety#context"),
  CANCEL_NOT_CARRIED(
      "the cancel does not arrive",
      "the trace was carried to the other thread, but not the context of the call: its"
          + " cancellation and its deadline stay behind",
      "06-thread-safety#context"),
  DEADLINE_NOT_CARRIED(
      "the deadline does not arrive",
      "the trace was carried to the other thread, but not the call's deadline: the archive does not know until when"
          + " its answer is wanted; the context of the call carries both",
      "06-thread-safety#context"),
  WAITS_FOR_ITS_OWN_CALLBACK(
      "one callback waits for another",
      "callbacks of one call never run at once: the message it waits for cannot be delivered"
          + " before it returns",
      "06-thread-safety#callbacks"),
  QUESTION_SHARED(
      "one open question for all clients",
      "the question is kept in a field of the service, so one client's word is taken for the reply"
          + " of another",
      "06-thread-safety#callbacks");

  private final Entry entry;

  ThreadSafetyDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
