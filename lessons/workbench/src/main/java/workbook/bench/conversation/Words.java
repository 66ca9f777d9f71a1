package workbook.bench.conversation;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in a few words what a message, a status or an exception is. The same each time: no clock, no
 * ids.
 */
public final class Words {
  private static final int LONGEST = 44;

  private Words() {}

  /** A message as {@code Type(value, value)}, shortened to one line. */
  public static String message(Object message) {
    if (message == null) {
      return "null";
    }
    return shorten(message instanceof Message known ? whole(known) : message.toString());
  }

  /** A protobuf message with its fields, all of it. */
  public static String whole(Message message) {
    List<String> values = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        int count = message.getRepeatedFieldCount(field);
        if (count > 0) {
          values.add(count + " " + field.getName());
        }
      } else if (!field.hasPresence() || message.hasField(field)) {
        values.add(value(message.getField(field)));
      }
    }
    return message.getDescriptorForType().getName() + "(" + String.join(", ", values) + ")";
  }

  /** A status as {@code CODE "description"}. */
  public static String status(Status status) {
    return status.getDescription() == null
        ? status.getCode().name()
        : status.getCode() + " \"" + shorten(timeless(firstLine(status.getDescription()))) + "\"";
  }

  /**
   * An exception with its first line and, where it can be told, the learner's line that it came
   * from.
   */
  public static String thrown(Throwable thrown) {
    String text =
        thrown.getMessage() == null
            ? thrown.getClass().getSimpleName()
            : thrown.getClass().getSimpleName() + ": " + shorten(firstLine(thrown.getMessage()));
    String place = place(thrown.getStackTrace());
    return place.isEmpty() ? text : text + " at " + place;
  }

  /** {@code File.java:line} of the topmost frame that belongs to a lesson, or empty. */
  public static String place(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (isLesson(frame.getClassName())) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /**
   * Whether a class belongs to a lesson, and neither to the workbench nor to a library nor to a
   * step.
   */
  public static boolean isLesson(String className) {
    return className.startsWith("workbook.")
        && !className.startsWith("workbook.bench.")
        && !className.startsWith("workbook.proto.")
        && !className.substring(className.lastIndexOf('.') + 1).startsWith("Step");
  }

  private static String value(Object value) {
    if (value instanceof Message inner) {
      return whole(inner);
    }
    if (value instanceof String text) {
      return '"' + text + '"';
    }
    if (value instanceof ByteString bytes) {
      return bytes.size() + " bytes";
    }
    return String.valueOf(value);
  }

  /** What gRPC says of a deadline that has passed, without the moment. */
  private static String timeless(String text) {
    return text.replaceFirst("(deadline (was )?exceeded) after .*", "$1");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String shorten(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
