package workbook.restart;

import static workbook.bench.diagnosis.RestartDiagnosis.EVERY_CODE_RETRIED;
import static workbook.bench.diagnosis.RestartDiagnosis.UPLOAD_REPEATED_BLINDLY;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import workbook.bench.Bench;
import workbook.bench.Caller;
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

  @Test
  @Order(1)
  void aStreamThatHasNotAnsweredYet(Bench bench) {
    StepFeed feed = new StepFeed(StepFeed.fails(AWAY), StepFeed.fails(AWAY), StepFeed.allUpTo(2));
    bench.serve(feed);
    bench.channelThatRetries(RetryPolicy.serviceConfig());
    Caller<FollowRequest, News> follower = follow(bench);

    move(bench, follower);
    bench.expect("attempts of Follow, two of which fail at once", feed.asked.size()).is(3);
    follower.expectAnswers("the news, as if nothing had happened", 2);
    follower.expectCompleted("the status OK");
  }

  @Test
  @Order(2)
  void butNoStreamThatHas(Bench bench) {
    StepFeed feed =
        new StepFeed(
            (after, reader) -> {
              reader.onNext(StepFeed.news(1));
              reader.onError(AWAY.asRuntimeException());
            },
            StepFeed.allUpTo(2));
    bench.serve(feed);
    bench.channelThatRetries(RetryPolicy.serviceConfig());
    Caller<FollowRequest, News> follower = follow(bench);

    move(bench, follower);
    follower.expectAnswers("the first news", 1);
    follower.expectStatus("UNAVAILABLE: gRPC does not go on where it broke", Code.UNAVAILABLE);
    bench.expect("attempts of a Follow that breaks after its first news", feed.asked.size()).is(1);
  }

  @Test
  @Order(3)
  void aQuestionThatChangesNothing(Bench bench) {
    StepFailing server = new StepFailing(AWAY, 2);
    Caller<ProgressRequest, Progress> client = ask(bench, server);

    move(bench, client);
    bench.expect("attempts of GetProgress, two of which fail", server.attempts.get()).is(3);
    client.expectOneAnswer("the progress, then the status OK");
  }

  @Test
  @Order(4)
  void fourTimesAtTheMost(Bench bench) {
    StepFailing server = new StepFailing(AWAY, 100);
    Caller<ProgressRequest, Progress> client = ask(bench, server);

    long began = bench.time().nanos();
    move(bench, client, Duration.ofMillis(100));
    client.expectStatus("UNAVAILABLE, after four attempts", Code.UNAVAILABLE);
    bench.expect("attempts of a GetProgress that always fails", server.attempts.get()).is(4);
    // gRPC spreads each delay by 20 %.
    bench
        .expect("seconds until the fourth attempt", (bench.time().nanos() - began) / 1e9)
        .matches("about 3.5: delays of 0.5, 1 and 2", seconds -> seconds >= 2.7 && seconds <= 4.5);
  }

  @Test
  @Order(5)
  void noMistake(Bench bench) {
    StepFailing server = new StepFailing(Status.INVALID_ARGUMENT.withDescription("no name"), 100);
    Caller<ProgressRequest, Progress> client = ask(bench, server);

    move(bench, client);
    client.expectStatus("INVALID_ARGUMENT", Code.INVALID_ARGUMENT);
    bench
        .expect("attempts of a GetProgress that ends with INVALID_ARGUMENT", server.attempts.get())
        .diagnose(attempts -> attempts > 1, EVERY_CODE_RETRIED)
        .is(1);
  }

  @Test
  @Order(6)
  void noOtherCode(Bench bench) {
    for (Code code :
        List.of(
            Code.CANCELLED,
            Code.UNKNOWN,
            Code.DEADLINE_EXCEEDED,
            Code.RESOURCE_EXHAUSTED,
            Code.ABORTED,
            Code.INTERNAL)) {
      StepFailing server = new StepFailing(code.toStatus().withDescription("no"), 100);
      Caller<ProgressRequest, Progress> client = ask(bench, server);

      move(bench, client);
      bench
          .expect("attempts of a GetProgress that ends with " + code, server.attempts.get())
          .diagnose(attempts -> attempts > 1, EVERY_CODE_RETRIED)
          .is(1);
    }
  }

  @Test
  @Order(7)
  void noUpload(Bench bench) {
    StepFailing server = new StepFailing(AWAY, 1);
    bench.serve(server);
    bench.channelThatRetries(RetryPolicy.serviceConfig());
    Caller<Chunk, Progress> client = bench.call(FileTransferGrpc.getUploadMethod());

    client.send(Chunk.newBuilder().setUpload("walk.gpx").build()).halfClose();
    move(bench, client);
    bench
        .expect("attempts of an Upload that ends with UNAVAILABLE", server.attempts.get())
        .diagnose(2, UPLOAD_REPEATED_BLINDLY)
        .is(1);
    client.expectStatus("UNAVAILABLE", Code.UNAVAILABLE);
  }

  private static Caller<FollowRequest, News> follow(Bench bench) {
    return bench
        .call(RouteGuideFeedGrpc.getFollowMethod())
        .send(FollowRequest.getDefaultInstance())
        .halfClose();
  }

  private static Caller<ProgressRequest, Progress> ask(Bench bench, StepFailing server) {
    bench.serve(server);
    bench.channelThatRetries(RetryPolicy.serviceConfig());
    return bench
        .call(FileTransferGrpc.getGetProgressMethod())
        .send(ProgressRequest.newBuilder().setUpload("walk.gpx").build())
        .halfClose();
  }

  private static void move(Bench bench, Caller<?, ?> caller) {
    move(bench, caller, Duration.ofSeconds(1));
  }

  private static void move(Bench bench, Caller<?, ?> caller, Duration step) {
    for (int i = 0; i < 60 && caller.status() == null; i++) {
      bench.time().advance(step);
      bench.settle();
    }
  }
}
