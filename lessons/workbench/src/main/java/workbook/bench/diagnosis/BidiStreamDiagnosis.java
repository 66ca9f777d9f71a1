package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum BidiStreamDiagnosis implements Diagnosis {
  BUFFERED_UNTIL_HALF_CLOSE(
      "everything kept until the half-close",
      "the answers are held back until the client has said its last word, so whoever "
          + "waits for an answer before it speaks again waits for ever",
      "04-bidi-stream#as-it-comes"),
  ENDED_BEFORE_THE_CLIENT(
      "the call was ended while the client still talks",
      "ending the server's half ends the whole call: what the client says after that is "
          + "dropped",
      "04-bidi-stream#as-it-comes"),
  ORDER_LOST(
      "the order of the answers is lost",
      "the answers are sent from several threads, and whichever is faster comes first",
      "04-bidi-stream#as-it-comes"),
  ENDED_BEFORE_OWED(
      "ended before what was owed",
      "the half-close says that the client has said all, not that it has heard all: the "
          + "answers that were still to come are lost",
      "04-bidi-stream#two-directions"),
  NOT_FANNED_OUT(
      "nobody else hears it",
      "a note goes at most back to its own call, so each guest is alone in the room",
      "04-bidi-stream#everyone-else"),
  SENT_BACK_TO_SENDER(
      "the note comes back to its sender",
      "the sender is one of those in the room, and is not left out when the note is given"
          + " to each of them",
      "04-bidi-stream#everyone-else"),
  JOINED_TOO_LATE(
      "in the room only after the first word",
      "whoever has only listened so far hears nothing; a guest is in the room as soon as "
          + "the call is there",
      "04-bidi-stream#everyone-else"),
  STILL_IN_THE_ROOM(
      "gone, but still in the room",
      "a guest who has left is still counted; if it is still in the list, it is also "
          + "written to, and its stream is never let go",
      "04-bidi-stream#leaving"),
  ONE_BREAKS_ALL(
      "one broken stream stops the note for the others",
      "onNext threw for one guest, and the exception left the loop: the guests after it "
          + "hear nothing, and the call of whoever spoke ends",
      "04-bidi-stream#one-broken-guest"),
  TWO_NOTES_AT_ONCE(
      "two threads write to one stream",
      "two guests who speak at once are served by two threads, and both call onNext of "
          + "the same third guest, which allows one at a time",
      "04-bidi-stream#one-broken-guest"),
  CHANGED_WHILE_SENDING(
      "the list of guests changed while it was gone through",
      "a guest came in on another thread in the middle of the loop; the collection does "
          + "not allow that",
      "04-bidi-stream#one-broken-guest"),
  ROOM_LOCK_HELD(
      "the room is locked while a note is sent",
      "onNext runs code of others, which may take long or wait for somebody else, and "
          + "nobody can come or go meanwhile",
      "04-bidi-stream#one-broken-guest"),
  WAITS_IN_CALLBACK(
      "waits inside a callback",
      "gRPC never calls the observer of one call twice at once: while onNext waits for "
          + "the next answer, that answer cannot be delivered",
      "04-bidi-stream#talk-and-listen"),
  LISTENS_TOO_LATE(
      "listens only after it has talked",
      "notes that have come are not handed on while the client has something to say, so a"
          + " talker who waits for an answer waits for ever",
      "04-bidi-stream#talk-and-listen"),
  HALF_CLOSED_TO_GIVE_UP(
      "half-closed to give up",
      "a half-close says that all has been said, so the server takes what came for the whole; who"
          + " gives up cancels the call",
      "04-bidi-stream#talk-and-listen"),
  LEFT_BEFORE_THE_END(
      "left before the end",
      "the client takes its own half-close for the end of the call; what the server still"
          + " has to say is lost",
      "04-bidi-stream#talk-and-listen"),
  BAD_END_TAKEN_FOR_GOOD(
      "a bad end taken for a good one",
      "the status that ended the call is dropped, and the caller cannot tell a broken "
          + "call from a finished one",
      "04-bidi-stream#talk-and-listen"),
  WROTE_ALL_BEFORE_READING(
      "everything written before anything is read",
      "with flow control at both ends, the server stops reading when nobody reads it, and"
          + " both wait for ever",
      "04-bidi-stream#pull-style"),
  LAST_MESSAGES_LOST(
      "the last messages are lost",
      "hasNext and write throw as soon as the call has ended badly, even when messages that "
          + "came before are not read yet; only read hands them out first",
      "04-bidi-stream#pull-style");

  private final Entry entry;

  BidiStreamDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
