package workbook.bench;

import java.util.Comparator;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Puts the steps of a lesson in order. */
public final class StepOrder implements ClassOrderer {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparingInt(
                test ->
                    test.findAnnotation(Step.class).map(Step::value).orElse(Integer.MAX_VALUE)));
  }
}
