package workbook.bench.demo;

/**
 * The server cannot be started as asked. The message is all there is to say: what is wrong, with
 * the port, and what to do about it. It has no stack trace and no cause, so that a learner sees
 * that message and nothing else.
 */
public final class CannotServeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotServeException(String message) {
    super(message, null, false, false);
  }
}
