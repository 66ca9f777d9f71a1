package workbook.bench.runner;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * What other code could be compiled against, of the files that a compiler is at work on: all that
 * is not private, constants with their values. As long as that stays the same in a file, no other
 * file need be compiled again.
 */
final class Api implements TaskListener {
  private final Map<URI, String> byFile = new HashMap<>();

  /** That of one file. */
  String of(URI file) {
    return byFile.getOrDefault(file, "");
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
      byFile.merge(event.getSourceFile().toUri(), of(event.getTypeElement()), String::concat);
    }
  }

  private static String of(Element element) {
    if (element.getModifiers().contains(Modifier.PRIVATE)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(element.getAnnotationMirrors())
        .append(element.getModifiers())
        .append(element.getKind())
        .append(' ')
        .append(element)
        .append(element.asType());
    if (element instanceof Parameterizable generic) {
      generic.getTypeParameters().forEach(type -> text.append(type).append(type.getBounds()));
    }
    if (element instanceof TypeElement type) {
      text.append(type.getSuperclass())
          .append(type.getInterfaces())
          .append(type.getPermittedSubclasses())
          .append(type.getEnclosedElements().stream().map(Api::of).collect(Collectors.joining()));
    } else if (element instanceof ExecutableElement method) {
      text.append(method.getThrownTypes())
          .append(method.isVarArgs())
          .append(method.getDefaultValue());
    } else if (element instanceof VariableElement field) {
      text.append(field.getConstantValue());
    }
    return text.append('\n').toString();
  }
}
