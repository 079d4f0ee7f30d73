package com.resultity.ports.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Touched;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keeps slots: one transaction per call, one call at a time per slot, in any number of processes.
 */
public interface SlotStore {

  /**
   * Locks the slot's head, reads what is touched, lets {@code decide} say what to write, writes it
   * and commits. {@code decide} is called once, or never when reading fails. A draft that is empty
   * writes nothing.
   *
   * <p>Fails with {@link StoreFailure}, which says whether anything was written.
   */
  Future<Void> commit(
      int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide);

  /**
   * The hash of a block, once no transaction that could still write it is under way; empty when the
   * block was not written.
   */
  Future<Optional<Digest>> settle(int slot, long sequence);
}
