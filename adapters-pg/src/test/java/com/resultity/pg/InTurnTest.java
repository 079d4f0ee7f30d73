package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Look-ups use every connection there is. */
class InTurnTest {
  private static final String WHO = "SELECT pg_backend_pid()";

  @Test
  void evenFewQuestionsAreSpreadOverAllConnections() {
    try (PgBackend backend = new PgBackend(1)) {
      PgServer server = new PgServer(backend.database().options(), 1, 3);
      SqlClient reader = server.reader(backend.vertx());

      assertThat(Stream.generate(() -> who(reader)).limit(6).distinct()).hasSize(3);

      Await.result(reader.close());
    }
  }

  private static int who(SqlClient reader) {
    Future<Integer> answer =
        reader.preparedQuery(WHO).execute().map(rows -> rows.iterator().next().getInteger(0));
    return Await.result(answer);
  }
}
