package com.resultity.benchmarks;

import com.resultity.benchmarks.load.Driver;
import com.resultity.benchmarks.load.Lab;
import com.resultity.benchmarks.load.OwnClients;
import com.resultity.benchmarks.load.Pgbench;
import com.resultity.benchmarks.load.Sample;
import com.resultity.benchmarks.load.Sql;
import com.resultity.benchmarks.server.Database;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What PostgreSQL does without Core, by pgbench where it is installed. */
final class Baselines {
  private static final int[] CLIENTS = {16, 64};

  private final Database database;
  private final Lab lab;
  private final int namespaces;
  private final boolean pgbench = Pgbench.isInstalled();

  Baselines(Database database, Lab lab, int namespaces) {
    this.database = database;
    this.lab = lab;
    this.namespaces = namespaces;
  }

  /** Who puts the load on. */
  String by() {
    return pgbench ? "pgbench" : "this program's own clients, for lack of pgbench";
  }

  /** One submit per transaction, one client. */
  Sample loneSubmit() {
    return measure("raw-submit, 1 client", Sql.submit(namespaces), 1);
  }

  /** One submit per transaction, as fast as any number of clients gets. */
  Sample submit() {
    return best("raw-submit", Sql.submit(namespaces));
  }

  /** The same with all on one namespace. */
  Sample hotSubmit() {
    return best("hot raw-submit", Sql.submit(1));
  }

  Sample read() {
    return measure("raw-read, 64 clients", Sql.read(namespaces), 64);
  }

  private Sample best(String name, Sql sql) {
    return IntStream.of(CLIENTS)
        .mapToObj(clients -> measure(name + ", " + clients + " clients", sql, clients))
        .max(Comparator.comparingDouble(Sample::perSecond))
        .orElseThrow();
  }

  private Sample measure(String name, Sql sql, int clients) {
    Driver driver =
        pgbench ? new Pgbench(database, sql, clients) : new OwnClients(database, sql, clients);
    return lab.measure(name, driver);
  }
}
