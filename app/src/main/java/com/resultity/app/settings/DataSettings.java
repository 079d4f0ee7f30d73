package com.resultity.app.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where this machine keeps what Core owns here: the embedded database and the development key. */
public final class DataSettings {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Directory of the embedded database and the development key.",
        "Default: resultity in the user's data directory."
      })
  private @Nullable Path data;

  /** An absolute path; it need not exist yet. */
  public Path directory() {
    return (data == null ? userDataHome().resolve("resultity") : data).toAbsolutePath().normalize();
  }

  /** The XDG base directory for data, or its default. */
  private static Path userDataHome() {
    String xdg = System.getenv("XDG_DATA_HOME");
    return xdg != null && Path.of(xdg).isAbsolute()
        ? Path.of(xdg)
        : Path.of(System.getProperty("user.home"), ".local", "share");
  }
}
