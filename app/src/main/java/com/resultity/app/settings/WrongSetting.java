package com.resultity.app.settings;

/** A setting whose value cannot be used. The command ends with exit code 2, as for a wrong flag. */
public final class WrongSetting extends OperatorError {
  private static final long serialVersionUID = 1L;

  public WrongSetting(String message) {
    super(message);
  }

  public WrongSetting(String message, Throwable cause) {
    super(message, cause);
  }
}
