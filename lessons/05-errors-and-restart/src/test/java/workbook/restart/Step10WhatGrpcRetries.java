package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.DEADLINE_ON_A_LONG_STREAM;
import static workbook.bench.diagnosis.RestartDiagnosis.POLICY_FOR_OTHER_CODES;
import static workbook.bench.diagnosis.RestartDiagnosis.UPLOAD_REPEATED_BLINDLY;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
import workbook.bench.Mismatch;
import workbook.bench.Step;
import workbook.proto.feed.FollowRequest;
import workbook.proto.feed.News;
import workbook.proto.feed.RouteGuideFeedGrpc;
import workbook.proto.transfer.Chunk;
import workbook.proto.transfer.FileTransferGrpc;
import workbook.proto.transfer.Progress;
import workbook.proto.transfer.ProgressRequest;

@Step(value = 10, openEnded = true)
class Step10WhatGrpcRetries {
  private static final Status AWAY = Status.UNAVAILABLE.withDescription("starting up");
  private static final String FOLLOW = "workbook.feed.RouteGuideFeed/Follow";
  private static final String GET_PROGRESS = "workbook.transfer.FileTransfer/GetProgress";

  @Test
  @Order(1)
  void aStreamThatHasNotAnsweredYet(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.fails(AWAY), StepFeed.fails(AWAY), StepFeed.allUpTo(2));
    bench.serve(feed);
    retrying(bench);
    Caller<FollowRequest, News> follower = follow(bench);

    move(bench, follower);
    bench.expect("attempts of " + FOLLOW + ", two of which fail at once", feed.asked.size()).is(3);
    follower.expectAnswers("the news, as if nothing had happened", 2);
    follower.expectCompleted("the status OK");
  }

  @Test
  @Order(2)
  void butNoStreamThatHas(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.breaks(StepFeed.exactly(1), AWAY), StepFeed.allUpTo(2));
    bench.serve(feed);
    retrying(bench);
    Caller<FollowRequest, News> follower = follow(bench);

    move(bench, follower);
    follower.expectAnswers("the first news", 1);
    follower.expectStatus("UNAVAILABLE: gRPC does not go on where it broke", Code.UNAVAILABLE);
    bench.expect("attempts of a Follow that breaks after its first news", feed.asked.size()).is(1);
  }

  @Test
  @Order(3)
  void aQuestionThatChangesNothing(Bench bench) {
    StepFailing server = new StepFailing(bench.time(), AWAY, 2);
    serve(bench, server);
    Caller<ProgressRequest, Progress> client = ask(bench);

    move(bench, client);
    bench
        .expect("attempts of " + GET_PROGRESS + ", two of which fail", server.attempts.size())
        .is(3);
    client.expectOneAnswer("the progress, then the status OK");
  }

  @Test
  @Order(4)
  void fourTimesAtTheMost(Bench bench) {
    for (String method : List.of(GET_PROGRESS, FOLLOW)) {
      StepFailing server = new StepFailing(bench.time(), AWAY, 100);
      serve(bench, server);
      Caller<?, ?> client = method.equals(FOLLOW) ? follow(bench) : ask(bench);

      move(bench, client);
      client.expectStatus("UNAVAILABLE, after four attempts", Code.UNAVAILABLE);
      List<Double> at = server.attempts;
      bench.expect("attempts of " + method + ", which always fails", at.size()).is(4);
      List<Double> gaps = new ArrayList<>();
      for (int i = 1; i < at.size(); i++) {
        gaps.add(at.get(i) - at.get(i - 1));
      }
      // gRPC spreads each delay by 20 %.
      if (!about(gaps.get(0), 0.5) || !about(gaps.get(1), 1) || !about(gaps.get(2), 2)) {
        throw new Mismatch(
            "seconds between the four attempts of "
                + method
                + ": about 0.5, 1 and 2, spread by 20 %",
            gaps.stream().map(gap -> String.format(Locale.ROOT, "%.1f", gap)).toList().toString());
      }
    }
  }

  private static boolean about(double seconds, double plain) {
    return Math.abs(seconds - plain) < 0.22 * plain;
  }

  @Test
  @Order(5)
  void noOtherCode(Bench bench) {
    for (Code code : EnumSet.complementOf(EnumSet.of(Code.OK, Code.UNAVAILABLE))) {
      for (String method : List.of(GET_PROGRESS, FOLLOW)) {
        StepFailing server =
            new StepFailing(bench.time(), code.toStatus().withDescription("no"), 100);
        serve(bench, server);
        Caller<?, ?> client = method.equals(FOLLOW) ? follow(bench) : ask(bench);

        move(bench, client);
        bench
            .expect("attempts of " + method + ", which ends with " + code, server.attempts.size())
            .diagnose(attempts -> attempts > 1, POLICY_FOR_OTHER_CODES)
            .is(1);
        client.expectStatus(code.name(), code);
      }
    }
  }

  @Test
  @Order(6)
  void noUpload(Bench bench) {
    StepFailing server = new StepFailing(bench.time(), AWAY, 1);
    serve(bench, server);
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(Chunk.newBuilder().setUpload("walk.gpx").build()).halfClose();
    move(bench, client);
    bench
        .expect("attempts of an Upload that ends with UNAVAILABLE", server.attempts.size())
        .diagnose(2, UPLOAD_REPEATED_BLINDLY)
        .is(1);
    client.expectStatus("UNAVAILABLE", Code.UNAVAILABLE);
  }

  @Test
  @Order(7)
  void andLeavesAQuietFeedAlone(Bench bench) {
    bench.serve(new StepFeed(StepFeed.upTo(1)));
    retrying(bench);
    Caller<FollowRequest, News> follower = follow(bench);
    follower.expectAnswers("the first news", 1);

    bench.time().advance(Duration.ofHours(2));
    bench.settle();
    Status status = follower.status();
    bench
        .expect(
            "the end of a feed that was quiet for two hours",
            status == null ? "none" : status.getCode().toString())
        .diagnose("DEADLINE_EXCEEDED", DEADLINE_ON_A_LONG_STREAM)
        .matches("none: it is open", text -> text.equals("none"));
  }

  /** Lets the calls that follow be made by a channel that has the policy. */
  private static void retrying(Bench bench) {
    Map<String, ?> config = RetryPolicy.serviceConfig();
    try {
      bench.channelThatRetries(config);
    } catch (RuntimeException e) {
      throw new Mismatch("a service config that gRPC can read", "gRPC says: " + reason(e));
    }
  }

  /** What gRPC complains of, without the stack traces that it puts into its message. */
  private static String reason(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.replaceFirst(".*cause=", "").replaceFirst("^[a-z.]+\\.(?=[A-Z])", "");
  }

  private static Caller<FollowRequest, News> follow(Bench bench) {
    return bench
        .call(RouteGuideFeedGrpc.getFollowMethod())
        .send(FollowRequest.getDefaultInstance())
        .halfClose();
  }

  private static Caller<ProgressRequest, Progress> ask(Bench bench) {
    return bench
        .call(FileTransferGrpc.getGetProgressMethod())
        .send(ProgressRequest.newBuilder().setUpload("walk.gpx").build())
        .halfClose();
  }

  private static void serve(Bench bench, StepFailing server) {
    bench.serve(server, server.feed());
    retrying(bench);
  }

  private static void move(Bench bench, Caller<?, ?> caller) {
    for (int i = 0; i < 60 && caller.status() == null; i++) {
      bench.time().advance(Duration.ofSeconds(1));
      bench.settle();
    }
  }
}
