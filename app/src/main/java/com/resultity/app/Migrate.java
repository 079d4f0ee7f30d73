package com.resultity.app;

import com.resultity.app.settings.DataSettings;
import com.resultity.app.settings.DatabaseSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings the database to this version's schema. */
@Command(
    name = "migrate",
    description = {
      "Brings the database to this version's schema; 'serve' does so by itself when its user may.",
      "The user must own the schemas, and on first use may create roles. 'serve' itself needs only",
      "a user who is a member of resultity_app."
    },
    footerHeading = "%nExample:%n",
    footer = "  resultity migrate --database 'postgresql://owner@db.example.org/core'")
final class Migrate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final DataSettings data = new DataSettings();
  @Mixin private final DatabaseSettings database = new DatabaseSettings();

  @Override
  public Integer call() {
    try (Database opened = Database.open(database.external(), data.directory())) {
      spec.commandLine().getOut().printf("%d migrations applied.%n", opened.migrate());
    }
    return 0;
  }
}
