package com.resultity.app.database;

import com.resultity.app.settings.OperatorError;
import com.resultity.app.settings.PrivateDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that this process owns until it is closed or dies. The operating system drops
 * the lock with the process, so what a killed owner leaves behind can be told from a live owner.
 */
final class DataDirectory implements AutoCloseable {
  /** POSIX locks do not hold within one process, and closing any channel of the file drops them. */
  private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the directory if need be and takes ownership.
   *
   * @throws OperatorError when it is not usable or another process owns it
   */
  static DataDirectory own(Path directory) {
    Path path = PrivateDirectory.create(directory);
    if (!OWNED_HERE.add(path)) {
      throw new OperatorError("this process already uses the data directory " + path);
    }
    try {
      return new DataDirectory(path, lock(path));
    } catch (RuntimeException e) {
      OWNED_HERE.remove(path);
      throw e;
    }
  }

  /** The process that owns the directory now, as far as can be told without owning it. */
  static Optional<String> owner(Path directory) {
    Path file = directory.resolve("owner.lock");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (isOwnedHere(directory)) {
      return Optional.of("this process");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null ? Optional.of("process " + ownerNoted(directory)) : Optional.empty();
    } catch (IOException e) {
      throw new OperatorError("cannot look at %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      OWNED_HERE.remove(path);
    }
  }

  private static boolean isOwnedHere(Path directory) {
    try {
      return OWNED_HERE.contains(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static FileChannel lock(Path path) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path.resolve("owner.lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (channel.tryLock() == null) {
        throw new OperatorError(
            "the data directory %s is in use by process %s: stop it or choose another with --data"
                .formatted(path, ownerNoted(path)));
      }
      channel.truncate(0);
      String process = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException e) {
      close(channel);
      throw new OperatorError(
          "cannot lock the data directory %s: %s".formatted(path, e.getMessage()), e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private static String ownerNoted(Path path) throws IOException {
    return Files.readString(path.resolve("owner.lock"), StandardCharsets.US_ASCII);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new OperatorError("cannot close the lock file: " + e.getMessage(), e);
    }
  }
}
