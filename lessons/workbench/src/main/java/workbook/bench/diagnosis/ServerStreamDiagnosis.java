package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum ServerStreamDiagnosis implements Diagnosis {
  COLLECTED_FIRST(
      "collected first, used afterwards",
      "the whole list is gathered before any of it is handed on, so the first feature comes no sooner than"
          + " the last one, and from an endless stream none ever comes",
      "02-server-stream#as-it-is-found"),
  CORNERS_TAKEN_AS_ORDERED(
      "corners taken as ordered",
      "lo is taken for the smaller corner, but the client may name any two opposite ones; where they come the"
          + " other way round, nothing is found",
      "02-server-stream#as-it-is-found"),
  EDGES_LEFT_OUT(
      "edges left out",
      "what lies exactly on an edge belongs to the rectangle",
      "02-server-stream#as-it-is-found"),
  BROKEN_TAKEN_FOR_END(
      "a broken stream taken for a whole one",
      "the status that broke the stream off was dropped, so the caller takes a part of the list for all of it",
      "02-server-stream#streams-as-iterators"),
  READ_ON(
      "reads on after it has found",
      "the message that was wanted has come, and the method still waits for more",
      "02-server-stream#leaving-half-way"),
  LEFT_WITHOUT_CANCEL(
      "left half way without a cancel",
      "an iterator that is no longer read says nothing to the server: the call stays open, and the server keeps"
          + " what it holds for it",
      "02-server-stream#leaving-half-way"),
  NOT_SCHEDULED(
      "the scheduler is not used",
      "nothing was given to the scheduler, so whatever keeps the pace is held for each stream anew",
      "02-server-stream#never-hold-the-handler"),
  SCHEDULER_HELD(
      "a task that holds the scheduler",
      "a task of the scheduler loops or waits instead of sending once and ending, and no other stream gets a turn",
      "02-server-stream#never-hold-the-handler"),
  STILL_SCHEDULED(
      "the task outlives the call",
      "the client has gone, but its task still waits in the scheduler and keeps everything of the call alive",
      "02-server-stream#the-client-has-gone"),
  SCHEDULER_SHUT_DOWN(
      "the scheduler was shut down",
      "the scheduler keeps the pace of all streams; what ends with one call is that call's task",
      "02-server-stream#the-client-has-gone"),
  ONE_TASK_FOR_ALL(
      "one stream's end ends another",
      "the client that goes takes another one's stream with it: look for what the calls share, such as a field"
          + " or one task, and for what the end of one call does to it",
      "02-server-stream#the-client-has-gone"),
  SEARCHED_ON(
      "went on for a client that has gone",
      "the loop goes to its end although nobody reads: ask isCancelled() at each turn, and leave it",
      "02-server-stream#the-client-has-gone"),
  PILES_UP(
      "messages pile up for a slow reader",
      "onNext never waits: what the reader has no room for must be kept until it has, and here all of it was,"
          + " in gRPC's memory or in yours",
      "02-server-stream#a-slow-reader"),
  MISSED_ONES_SENT_LATER(
      "what was missed is sent later",
      "what fell due while the reader had no room was kept and is sent after all; a tick that is over is worth"
          + " nothing any more",
      "02-server-stream#a-slow-reader"),
  STOPPED_AT_A_PAUSE(
      "a pause taken for the end",
      "a reader that has no room is slow, not gone: the stream must go on when it reads again",
      "02-server-stream#a-slow-reader");

  private final Entry entry;

  ServerStreamDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
