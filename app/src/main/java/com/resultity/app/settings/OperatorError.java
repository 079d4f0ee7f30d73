package com.resultity.app.settings;

/**
 * Something that the person who runs the command can put right. The message says what is wrong and
 * what to do; it is shown alone, without a stack trace, and the command ends with exit code 1.
 */
public class OperatorError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OperatorError(String message) {
    super(message);
  }

  public OperatorError(String message, Throwable cause) {
    super(message, cause);
  }
}
