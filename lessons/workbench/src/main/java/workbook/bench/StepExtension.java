package workbook.bench;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import workbook.bench.conversation.Conversation;
import workbook.bench.conversation.Event;
import workbook.bench.conversation.Transcript;
import workbook.bench.conversation.Words;
import workbook.bench.diagnosis.CallDiagnosis;
import workbook.bench.diagnosis.Diagnosis;
import workbook.bench.diagnosis.Diagnostician;
import workbook.bench.diagnosis.RunDiagnosis;
import workbook.bench.lesson.Lesson;
import workbook.bench.lesson.Lesson.StepText;
import workbook.bench.world.Deadlock;

/**
 * Gives each test method of a step its {@link Bench} and turns whatever fails into a {@link
 * StepFailure}. The first failure speaks for the step, so the methods after it are left out.
 */
final class StepExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ExecutionCondition,
        ParameterResolver,
        TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(StepExtension.class);
  private static final String FAILED = "failed";
  private static final String SHOWN = "shown";
  private static final long LEAK_LIMIT_MILLIS = 1_000;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(FAILED) == null
        ? ConditionEvaluationResult.enabled("no test of this step has failed before")
        : ConditionEvaluationResult.disabled("a test of this step has failed before");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Bench.class, new Bench());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Bench.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return bench(context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    Bench bench = bench(context);
    if (thrown instanceof OutOfMemoryError) {
      throw thrown;
    }
    // The learner's threads may go on; what is drawn must be what was judged.
    Conversation conversation = bench.conversation().soFar();
    String expected;
    String was;
    Diagnosis diagnosis = null;
    Event mark = null;
    if (thrown instanceof Mismatch mismatch) {
      expected = mismatch.expected();
      was = mismatch.was();
      diagnosis = mismatch.diagnosis().orElse(null);
      mark = mismatch.mark();
    } else if (thrown instanceof AssertionFailedError failed && failed.isExpectedDefined()) {
      expected = about(failed) + failed.getExpected().getStringRepresentation();
      was = failed.getActual().getStringRepresentation();
    } else if (thrown instanceof AssertionError failed) {
      expected = step(context).title();
      was = String.valueOf(failed.getMessage()).strip();
    } else {
      expected = step(context).title();
      was = thrownBy(thrown);
      if (isPlaceholder(thrown)) {
        diagnosis = CallDiagnosis.NOT_WRITTEN_YET;
      } else if (thrown instanceof StackOverflowError) {
        diagnosis = CallDiagnosis.STACK_OVERFLOW;
      }
    }
    if (was.contains("UNIMPLEMENTED \"step ")) {
      diagnosis = CallDiagnosis.NOT_WRITTEN_YET;
    }
    Optional<String> deadlock = Deadlock.among(bench.threads().started());
    if (deadlock.isPresent()) {
      was = deadlock.get();
      diagnosis = RunDiagnosis.DEADLOCK;
    }
    if (diagnosis == null) {
      boolean openEnded = context.getRequiredTestClass().getAnnotation(Step.class).openEnded();
      diagnosis = Diagnostician.of(conversation, openEnded).orElse(null);
    }
    throw failure(context, bench, conversation, expected, was, mark, diagnosis, thrown);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Bench bench = bench(context);
    if (context.getExecutionException().isEmpty() && isFirst(context)) {
      LastConversation.keep(Transcript.of(bench.conversation()).script());
    }
    bench.close();
    List<Thread> left = bench.threads().leftBehind();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAK_LIMIT_MILLIS);
    while (!left.isEmpty() && System.nanoTime() < end) {
      try {
        left.get(0).join(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = bench.threads().leftBehind();
    }
    if (!left.isEmpty() && context.getExecutionException().isEmpty()) {
      Thread first = left.get(0);
      String place = Words.place(first.getStackTrace());
      throw failure(
          context,
          bench,
          bench.conversation(),
          "no thread is left when the step is over",
          "thread \""
              + first.getName()
              + "\" is still "
              + (place.isEmpty() ? "there" : "at " + place),
          null,
          CallDiagnosis.THREAD_LEFT_BEHIND,
          new AssertionError());
    }
  }

  /** A step that passes is shown by its first test; one that fails, by the test that fails. */
  private static boolean isFirst(ExtensionContext context) {
    Store step = context.getParent().orElseThrow().getStore(NAMESPACE);
    boolean first = step.get(SHOWN) == null;
    step.put(SHOWN, true);
    return first;
  }

  private static StepFailure failure(
      ExtensionContext context,
      Bench bench,
      Conversation conversation,
      String expected,
      String was,
      Event mark,
      Diagnosis diagnosis,
      Throwable thrown) {
    context.getParent().orElseThrow().getStore(NAMESPACE).put(FAILED, true);
    Class<?> test = context.getRequiredTestClass();
    Lesson lesson = Lesson.load(test.getClassLoader());
    StepText step = lesson.step(test.getAnnotation(Step.class).value());
    Transcript transcript = Transcript.of(conversation, mark);
    LastConversation.keep(transcript.script());
    StackTraceElement[] stack =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getClassName().equals(test.getName()))
            .limit(1)
            .toArray(StackTraceElement[]::new);
    return new StepFailure(
        lesson.number() + "." + step.number() + "  " + step.title(),
        FailureText.lines(expected, was, transcript, diagnosis, lesson, step),
        diagnosis,
        bench.limitReached(),
        stack);
  }

  private static StepText step(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    return Lesson.load(test.getClassLoader()).step(test.getAnnotation(Step.class).value());
  }

  private static Bench bench(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Bench.class, Bench.class);
  }

  /** AssertJ puts the description of {@code as(…)} in brackets before its message. */
  private static String about(AssertionFailedError failed) {
    String message = String.valueOf(failed.getMessage());
    int end = message.indexOf(']');
    return message.startsWith("[") && end > 0 ? message.substring(1, end) + ": " : "";
  }

  private static boolean isPlaceholder(Throwable thrown) {
    return status(thrown).filter(Diagnostician::isPlaceholder).isPresent();
  }

  private static Optional<Status> status(Throwable thrown) {
    if (thrown instanceof StatusRuntimeException || thrown instanceof StatusException) {
      return Optional.of(Status.fromThrowable(thrown));
    }
    return Optional.empty();
  }

  private static String thrownBy(Throwable thrown) {
    return status(thrown).map(Words::status).orElseGet(() -> Words.thrown(thrown));
  }
}
