package com.resultity.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.resultity.app.settings.OperatorError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the PostgreSQL inside, unpacked once per version. They refuse to run as root;
 * root runs them in a user namespace of their own, where they see another user.
 */
final class PostgresPrograms {
  private final Path home;
  private final boolean asRoot;

  private PostgresPrograms(Path home, boolean asRoot) {
    this.home = home;
    this.asRoot = asRoot;
  }

  /** What a program said and how it ended. */
  record Ended(int exitCode, String output) {
    boolean failed() {
      return exitCode != 0;
    }
  }

  /**
   * Makes sure that the programs are in the directory.
   *
   * @throws OperatorError when there are none for this machine, or no room for them
   */
  static PostgresPrograms unpack(String version, Path directory) {
    Path home = directory.resolve("postgresql-" + version);
    try {
      if (!Files.isDirectory(home)) {
        Path draft = directory.resolve("postgresql.new");
        deleteTree(draft);
        extract(draft);
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
      }
      return new PostgresPrograms(home, isRoot());
    } catch (IOException e) {
      throw new OperatorError(
          "cannot unpack PostgreSQL into %s (is the disk full?): %s"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** Runs a program to its end; servers it starts in the background live on. */
  Ended run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (asRoot) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static boolean isRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return false;
    }
    if (run(List.of("unshare", "-U", "true")).failed()) {
      throw new OperatorError(
          "PostgreSQL does not run as root, and this machine allows root no user namespace:"
              + " run as another user, or give a database with --database");
    }
    return true;
  }

  private static Ended run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), output.strip());
    } catch (IOException e) {
      return new Ended(127, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorError("interrupted while waiting for " + command.getFirst(), e);
    }
  }

  private static void extract(Path target) throws IOException {
    try (InputStream packed = archive();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry, entry.resolveIn(target));
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path to)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(to);
      return;
    }
    Path folder = requireNonNull(to.getParent());
    Files.createDirectories(folder);
    if (entry.isSymbolicLink() || entry.isLink()) {
      Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, to);
    boolean program = folder.endsWith("bin");
    Files.setPosixFilePermissions(
        to, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static InputStream archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String name =
        "/postgres-%s-%s.txz"
            .formatted(
                system.startsWith("mac") ? "darwin" : system,
                switch (machine) {
                  case "amd64", "x86_64" -> "x86_64";
                  case "aarch64" -> "arm_64";
                  default -> machine;
                });
    InputStream archive = PostgresPrograms.class.getResourceAsStream(name);
    if (archive == null) {
      throw new OperatorError(
          "this build has no PostgreSQL for %s on %s: give a database with --database"
              .formatted(system, machine));
    }
    return archive;
  }

  /** Deletes a directory with all it holds; does nothing if it does not exist. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
