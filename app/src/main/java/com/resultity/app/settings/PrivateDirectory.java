package com.resultity.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only this user can enter. */
public final class PrivateDirectory {
  private PrivateDirectory() {}

  /**
   * Creates the directory and its parents unless they exist, and gives its real path.
   *
   * @throws OperatorError when it cannot be created or written to
   */
  public static Path create(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.isWritable(directory)) {
        throw new OperatorError(
            "cannot write to %s: change its permissions or choose another place with --data"
                .formatted(directory));
      }
      return directory.toRealPath();
    } catch (IOException e) {
      throw new OperatorError(
          "cannot create the directory %s (%s): choose another place with --data"
              .formatted(directory, e),
          e);
    }
  }
}
