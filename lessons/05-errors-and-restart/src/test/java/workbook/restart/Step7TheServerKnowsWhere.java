package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.GAP_NOT_TOLD;
import static workbook.bench.diagnosis.RestartDiagnosis.ONE_TOO_FAR;
import static workbook.bench.diagnosis.RestartDiagnosis.SENT_AGAIN_AFTER_THE_CURSOR;
import static workbook.bench.diagnosis.RestartDiagnosis.UNKNOWN_CURSOR_TAKEN_FOR_END;
import static workbook.bench.diagnosis.RestartDiagnosis.UNKNOWN_CURSOR_TAKEN_FOR_ZERO;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Expectation;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.Diagnosis;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;

@Step(7)
class Step7TheServerKnowsWhere {
  private static final StepLog FIVE = new StepLog(1, 5);
  private static final StepLog LATER = new StepLog(41, 45);
  private static final StepLog NOTHING_YET = new StepLog(1, 0);
  private static final StepLog ALL_GONE = new StepLog(46, 45);

  @Test
  @Order(1)
  void sendsWhatComesAfterThePosition(Bench bench) {
    bench.serve(new FeedServer(FIVE));
    come(bench, "news after 3, of 1 to 5", 3)
        .diagnose(List.of(1L, 2L, 3L, 4L, 5L), UNKNOWN_CURSOR_TAKEN_FOR_ZERO)
        .diagnose(List.of(3L, 4L, 5L), SENT_AGAIN_AFTER_THE_CURSOR)
        .diagnose(List.of(5L), ONE_TOO_FAR)
        .is(List.of(4L, 5L));
    come(bench, "news after 0, of 1 to 5, for another follower", 0).is(List.of(1L, 2L, 3L, 4L, 5L));
    come(bench, "news after 5, of 1 to 5", 5).is(List.of());
    bench.serve(new FeedServer(LATER));
    come(bench, "news after 40, of 41 to 45", 40).is(List.of(41L, 42L, 43L, 44L, 45L));
  }

  @Test
  @Order(2)
  void refusesAPositionThatNeverWas(Bench bench) {
    Caller<FollowRequest, News> follower = follow(bench, FIVE, 9);

    Status status =
        refused(bench, follower, "news after 9, of 1 to 5", UNKNOWN_CURSOR_TAKEN_FOR_ZERO);
    bench
        .expect("the description, which says where the feed goes on", described(status))
        .matches("names 0 or 5 (or 1 or 6)", text -> text.matches("(?s).*\\b[0156]\\b.*"));
  }

  @Test
  @Order(3)
  void refusesAPositionWhoseNewsIsGone(Bench bench) {
    Caller<FollowRequest, News> follower = follow(bench, LATER, 12);

    Status status = refused(bench, follower, "news after 12, of 41 to 45", GAP_NOT_TOLD);
    bench
        .expect("the description, which says where the feed goes on", described(status))
        .matches("names the position 40 (or 41)", text -> text.matches("(?s).*\\b4[01]\\b.*"));
    refused(bench, follow(bench, LATER, 0), "news after 0, of 41 to 45", GAP_NOT_TOLD);
  }

  @Test
  @Order(4)
  void norAPositionFarAway(Bench bench) {
    // Where a sum overflows, or an int is too small.
    for (long after : new long[] {6, (1L << 32) + 3, Long.MAX_VALUE, -1}) {
      refused(
          bench,
          follow(bench, FIVE, after),
          "news after " + after + ", of 1 to 5",
          UNKNOWN_CURSOR_TAKEN_FOR_ZERO);
    }
  }

  @Test
  @Order(5)
  void aLogThatHasNoNews(Bench bench) {
    bench.serve(new FeedServer(NOTHING_YET));
    come(bench, "news after 0, of a log that has none yet", 0).is(List.of());
    refused(
        bench,
        follow(bench, 3),
        "news after 3, of a log that has none yet",
        UNKNOWN_CURSOR_TAKEN_FOR_END);

    bench.serve(new FeedServer(ALL_GONE));
    come(bench, "news after 45, of a log whose 45 are all gone", 45).is(List.of());
    refused(
        bench, follow(bench, 12), "news after 12, of a log whose 45 are all gone", GAP_NOT_TOLD);
  }

  @Test
  @Order(6)
  void aSlowFollowerGetsTheLastToo(Bench bench) {
    bench.serve(new FeedServer(FIVE));
    Caller<FollowRequest, News> follower =
        bench.call(RouteGuideFeedGrpc.getFollowMethod(), CallOptions.DEFAULT, 4);
    follower.send(FollowRequest.getDefaultInstance()).halfClose();
    follower.expectAnswers("as many pieces of news as the follower takes", 4);
    bench.settle();

    follower.ask(1);

    follower.expectStatus(
        "the fifth of five pieces of news, when it is taken, then the status OK", Code.OK);
    bench.expect("news that came, of 1 to 5", follower.answers().size()).is(5);
  }

  private static Status refused(
      Bench bench, Caller<FollowRequest, News> follower, String what, Diagnosis ifSent) {
    bench.comesTrue(() -> follower.status() != null);
    List<News> came = follower.answers();
    if (!came.isEmpty()) {
      Mismatch mismatch =
          new Mismatch(
              what + ": OUT_OF_RANGE and no news",
              came.size() + " pieces of news, the first " + Words.message(came.get(0)));
      boolean known = ifSent == GAP_NOT_TOLD || came.get(0).getPosition() == 1;
      throw known ? mismatch.because(ifSent) : mismatch;
    }
    if (follower.status() != null && follower.status().isOk()) {
      throw new Mismatch(what + ": OUT_OF_RANGE", "no news and the status OK")
          .because(ifSent == GAP_NOT_TOLD ? GAP_NOT_TOLD : UNKNOWN_CURSOR_TAKEN_FOR_END);
    }
    Status status = follower.expectStatus(what + ": OUT_OF_RANGE", Code.OUT_OF_RANGE);
    bench.expectNothingThrown();
    return status;
  }

  private static String described(Status status) {
    return status.getDescription() == null ? "none" : status.getDescription();
  }

  /** The positions of the news that come after this one, and then the status OK. */
  private static Expectation<List<Long>> come(Bench bench, String what, long after) {
    Caller<FollowRequest, News> follower = follow(bench, after);
    follower.expectStatus(what + ", then the status OK", Code.OK);
    return bench.expect(what, follower.answers().stream().map(News::getPosition).toList());
  }

  private static Caller<FollowRequest, News> follow(Bench bench, StepLog log, long after) {
    bench.serve(new FeedServer(log));
    return follow(bench, after);
  }

  private static Caller<FollowRequest, News> follow(Bench bench, long after) {
    return bench
        .call(RouteGuideFeedGrpc.getFollowMethod())
        .send(FollowRequest.newBuilder().setAfter(after).build())
        .halfClose();
  }
}
