package com.resultity.grpc.journal;

import com.google.protobuf.ByteString;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.journal.v1.JournalProto;
import com.resultity.grpc.journal.v1.ListAdminActionsRequest;
import com.resultity.grpc.journal.v1.ListBlocksRequest;
import com.resultity.grpc.journal.v1.ListBlocksResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.AdminActionReader;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockHeader;
import com.resultity.ports.journal.BlockReader;
import java.util.List;

/** The methods of {@code resultity.journal.v1.Journal}. */
public final class JournalMethods {
  private final BlockReader blocks;
  private final AdminActionReads actions;
  private final int slots;

  /**
   * @param slots how many slots there are besides the registry
   */
  public JournalMethods(BlockReader blocks, AdminActionReader actions, int slots) {
    this.blocks = blocks;
    this.actions = new AdminActionReads(actions);
    this.slots = slots;
  }

  public Area area() {
    return new Area(
        JournalProto.getDescriptor().findServiceByName("Journal"),
        List.of(
            new Unary<>(Operation.LIST_BLOCKS, ListBlocksRequest.parser(), this::listBlocks),
            new Unary<>(
                Operation.LIST_ADMIN_ACTIONS, ListAdminActionsRequest.parser(), actions::list)),
        List.of());
  }

  private Ask<ListBlocksResponse> listBlocks(ListBlocksRequest request) {
    Input in = new Input();
    int slot = in.within("slot", request.getSlot(), 0, slots);
    long after = in.notNegative("after", request.getAfter());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    in.check();
    return new Ask.Look<>(
        new Target.Everything(),
        () ->
            blocks
                .list(slot, after, limit)
                .map(found ->
                    ListBlocksResponse.newBuilder()
                        .addAllBlocks(
                            found.stream()
                                .map(block -> block(block, request.getIncludeLines()))
                                .toList())
                        .build()));
  }

  private static com.resultity.grpc.journal.v1.Block block(Block block, boolean lines) {
    BlockHeader header = block.header();
    var message =
        com.resultity.grpc.journal.v1.Block.newBuilder()
            .setSlot(header.slot())
            .setSequence(header.sequence())
            .setAt(Render.time(header.at()))
            .setCount(header.count())
            .setRegistrySequence(header.registrySequence())
            .setRoot(header.root().hex())
            .setPrevious(header.previous().hex())
            .setHash(header.hash().hex());
    if (lines) {
      block.lines().forEach(line -> message.addLines(ByteString.copyFrom(line)));
    }
    return message.build();
  }
}
