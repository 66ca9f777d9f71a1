package workbook.bench;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;
import workbook.bench.lesson.Lesson;

/** Shows a step as "03.2 an empty route is a route too"; other tests keep JUnit's own names. */
public final class StepNames extends DisplayNameGenerator.Standard {
  @Override
  public String generateDisplayNameForClass(Class<?> test) {
    Step step = test.getAnnotation(Step.class);
    if (step == null) {
      return super.generateDisplayNameForClass(test);
    }
    Lesson lesson = Lesson.load(test.getClassLoader());
    return lesson.number() + "." + step.value() + "  " + lesson.step(step.value()).title();
  }

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> test, Method method) {
    if (test.getAnnotation(Step.class) == null) {
      return super.generateDisplayNameForMethod(enclosing, test, method);
    }
    return method
        .getName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
