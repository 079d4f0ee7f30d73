package com.resultity.app.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A file with one secret, made on first use and readable by its owner only. */
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private SecretFile() {}

  /**
   * The secret in the directory's file of that name. Of several processes that make it at once, one
   * wins and all read that.
   *
   * @throws OperatorError when it cannot be read or written, or others may read it
   */
  public static Secret readOrCreate(Path directory, String name, Supplier<String> fresh) {
    Path file = directory.resolve(name);
    try {
      if (!Files.exists(file)) {
        create(PrivateDirectory.create(directory), file, fresh.get());
      }
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new OperatorError(
            "others may read the secret in %1$s: run chmod 600 %1$s".formatted(file));
      }
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new OperatorError("cannot keep a secret in %s: %s".formatted(file, e), e);
    }
  }

  private static void create(Path directory, Path file, String secret) throws IOException {
    Path draft =
        Files.createTempFile(
            directory, "secret", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(draft, secret);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its secret is the one to read.
    } finally {
      Files.delete(draft);
    }
  }
}
