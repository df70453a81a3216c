package io.octarchy.perf.roundtrip;

import io.octarchy.mesh.authority.AuthorityHost;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The least node: rows for entities, no game and no inputs. */
final class HandoverHost implements AuthorityHost {
    private final AuthorityTable table;
    private final EntitySlab slab;

    HandoverHost(final AuthorityTable table, final EntitySlab slab) {
        this.table = table;
        this.slab = slab;
    }

    @Override
    public int slotFor(final int record) {
        int slot = table.slot(record);
        if (slot == AuthorityTable.MISSING) {
            slot = slab.add(table.entity(record));
            if (slot != EntitySlab.NONE) {
                table.slot(record, slot);
            }
        }
        return slot;
    }

    @Override
    public void onGained(final long nowNs, final int record, final int slot) {
        // No game that could care.
    }

    @Override
    public void onFrozen(final long nowNs, final int record, final int slot) {
        // Nothing runs between ticks here.
    }

    @Override
    public void onLost(final long nowNs, final int record, final int slot, final int owner) {
        // The row stays, as a ghost's does.
    }

    @Override
    public int inputsLength(final int slot) {
        return 0;
    }

    @Override
    public void encodeInputs(final int slot, final MutableDirectBuffer buffer, final int offset) {
        throw new IllegalStateException("there are no inputs");
    }

    @Override
    public void decodeInputs(final int slot, final DirectBuffer buffer, final int offset, final int length) {
        if (length != 0) {
            throw new IllegalStateException("there are no inputs");
        }
    }
}
