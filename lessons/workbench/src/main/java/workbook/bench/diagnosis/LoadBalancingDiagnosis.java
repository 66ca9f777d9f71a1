package workbook.bench.diagnosis;

/** What a step of this lesson can say for sure, beyond what any conversation shows. */
public enum LoadBalancingDiagnosis implements Diagnosis {
  COUNTED_ONCE(
      "each server is counted once",
      "the tally says 1, however many calls a server has answered: each answer must be added to the number that is"
          + " there already; the number in an answer is another one, of the questions of one call, and a unary call has one",
      "07-load-balancing#what-you-measure"),
  ONE_DEADLINE_FOR_ALL(
      "one deadline for all calls",
      "withDeadlineAfter begins to count when it is called; a stub that is kept gives each later call less time, and in the end none",
      "07-load-balancing#what-you-measure"),
  ALL_IN_ONE_GROUP(
      "all servers in one address group",
      "a group is one server that can be reached in several ways; a policy picks among groups, so there is nothing to pick",
      "07-load-balancing#one-group-each"),
  ONLY_SOME_SERVERS(
      "some servers were not told",
      "the channel can only send calls to servers that the resolver names",
      "07-load-balancing#one-group-each"),
  DEFAULT_POLICY(
      "no policy that spreads the calls",
      "pick_first, which a channel uses when no other policy is chosen, sends every call to the first server that it"
          + " reaches",
      "07-load-balancing#pick-first-is-the-default"),
  NO_SUCH_POLICY(
      "no policy of this name",
      "a policy is found by its exact name; one that is set by defaultLoadBalancingPolicy is looked up only when the"
          + " first call is made, and the channel is built without a complaint",
      "07-load-balancing#pick-first-is-the-default"),
  OTHER_RESOLVERS(
      "the resolvers handed in are not used",
      "a scheme is only known to the registry in which its provider stands",
      "07-load-balancing#pick-first-is-the-default"),
  NOT_ASKED_AGAIN(
      "not asked again",
      "a server that dies takes its calls with it; no policy repeats them, and the other servers are well",
      "07-load-balancing#when-a-server-dies"),
  ASKED_AGAIN_IN_VAIN(
      "asked again although the server had answered",
      "a status such as FAILED_PRECONDITION is an answer: the question reached a server, and every server would say the same",
      "07-load-balancing#when-a-server-dies"),
  ASKED_FOR_EVER(
      "asked without end",
      "when no server is there, every attempt fails at once, and a loop without a limit keeps the caller and the network busy",
      "07-load-balancing#when-a-server-dies"),
  CHANGES_NOT_TOLD(
      "changes of the list are not told",
      "the channel keeps the list that it was told last; it asks for another one by refresh only when a connection is lost",
      "07-load-balancing#a-list-that-changes"),
  OLD_LIST_TOLD(
      "the old list told again",
      "the list was read once and kept; what the channel is told after a change is what it knew already",
      "07-load-balancing#a-list-that-changes"),
  WATCHES_FOR_EVER(
      "still watches after the channel is closed",
      "what start has begun with watch, shutdown must end with unwatch, given the very object that watch was given;"
          + " each this::changed is another one",
      "07-load-balancing#a-list-that-changes"),
  OLD_LIST_TOLD_LAST(
      "the older list is told last",
      "two changes came at once on two threads, and whoever read the list first told it last",
      "07-load-balancing#a-list-that-changes"),
  ONE_STREAM_FOR_ALL(
      "all messages in one stream",
      "a stream belongs to the server that it was opened on; a balancer spreads streams, never the messages of one",
      "07-load-balancing#a-stream-is-pinned"),
  BROKEN_STREAM_HUSHED_UP(
      "a broken stream does not show",
      "a stream that ended with an error was counted as if it had ended well",
      "07-load-balancing#a-stream-is-pinned"),
  BROKEN_STREAM_WAITED_FOR(
      "waits for a stream that has ended",
      "an error ends a stream too, and then nothing more comes from it",
      "07-load-balancing#a-stream-is-pinned"),
  NOT_ALL_WAITED_FOR(
      "not all streams are waited for",
      "each stream has an end of its own; that one has ended says nothing about the others",
      "07-load-balancing#a-stream-is-pinned"),
  FOLLOWS_FROM_THE_START(
      "the new stream begins at the beginning",
      "the cursor of the new stream does not say what the reader has already",
      "07-load-balancing#moving-a-stream"),
  ITEM_LOST(
      "an item is lost",
      "the cursor of the new stream lies after an item that the reader was never given",
      "07-load-balancing#moving-a-stream"),
  LATE_ITEM_GIVEN(
      "a late item of the old stream was given to the reader",
      "a cancelled stream may still deliver what had already arrived; the reader has left that stream, and the next one"
          + " brings the same again",
      "07-load-balancing#moving-a-stream"),
  CURSOR_BEHIND(
      "the cursor is behind the reader",
      "the reader had the item already when the new stream was opened after the one before it",
      "07-load-balancing#moving-a-stream"),
  OLD_STREAM_LEFT_OPEN(
      "the old stream is still open",
      "its server goes on sending what nobody reads, for as long as the channel is open",
      "07-load-balancing#moving-a-stream"),
  TWO_THREADS_IN_THE_READER(
      "two threads in the reader at once",
      "the old stream's item is still being read while the new stream's items come on another thread",
      "07-load-balancing#moving-a-stream");

  private final Entry entry;

  LoadBalancingDiagnosis(String title, String explanation, String section) {
    this.entry = new Entry(title, explanation, section);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
