package com.resultity.pg.ledger;

import com.resultity.domain.ledger.Hold;
import com.resultity.pg.Lookups;
import com.resultity.ports.ledger.HoldReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;

/** Holds by id, coalesced. */
public final class PgHoldReader implements HoldReader {
  private final Lookups<Hold> lookups;

  public PgHoldReader(SqlClient client, int slots) {
    lookups = new Lookups<>(client, slots, HoldTable.FIND, HoldTable::hold);
  }

  @Override
  public Future<Optional<Hold>> find(UUID holdId) {
    return lookups.find(holdId);
  }
}
