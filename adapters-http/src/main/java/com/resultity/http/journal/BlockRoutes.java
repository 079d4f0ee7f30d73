package com.resultity.http.journal;

import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockHeader;
import com.resultity.ports.journal.BlockReader;
import io.vertx.core.Future;
import java.util.List;

/** The chains of blocks. */
public final class BlockRoutes implements Routes {
  private final BlockReader blocks;
  private final int slots;

  /**
   * @param slots how many slots there are besides the registry
   */
  public BlockRoutes(BlockReader blocks, int slots) {
    this.blocks = blocks;
    this.slots = slots;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.LIST_BLOCKS, "/v1/blocks/{slot}", _ -> new Target.Everything(), this::list));
  }

  private Future<Reply> list(Call call) {
    int slot = call.slot("slot");
    int limit = call.limit(20, 100);
    long after = call.count("after").orElse(0);
    if (slot > slots) {
      return Future.failedFuture(new Fault(ErrorCode.NOT_FOUND));
    }
    return blocks.list(slot, after, limit).map(found -> page(found, limit));
  }

  private static Reply page(List<Block> found, int limit) {
    Json out = new Json().object().array("items");
    found.forEach(block -> write(out, block.header()));
    out.endArray();
    if (found.size() == limit) {
      out.field("nextAfter", found.getLast().header().sequence());
    }
    return Reply.ok(out.end());
  }

  private static void write(Json out, BlockHeader header) {
    out.object();
    out.field("slot", header.slot());
    out.field("sequence", header.sequence());
    out.field("previous", header.previous().hex());
    out.field("at", header.at());
    out.field("count", header.count());
    out.field("registrySequence", header.registrySequence());
    out.field("root", header.root().hex());
    out.field("hash", header.hash().hex());
    out.end();
  }
}
