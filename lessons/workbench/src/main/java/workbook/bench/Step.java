package workbook.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class as one step of a lesson. Its title, its hints and the file to look at stand in
 * the lesson's {@code steps.adoc}. A test method takes the {@link Bench} as its parameter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StepExtension.class)
public @interface Step {
  /** The step's number within its lesson, from 1. */
  int value();

  /**
   * Whether its calls may stay open, since they have no end, or since the step itself plays the
   * server: then an open call is not taken for the cause of a failure.
   */
  boolean openEnded() default false;
}
