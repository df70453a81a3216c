package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.codec.peer.RefusalReason;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.slab.Row;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Wrong ways of the handover, called in the place of right ones; in this package to see what those see. */
public final class PlantedHandover {
    private PlantedHandover() {}

    /** Instead of staging a Commit: the first one that comes for a closed batch is refused, the next one is not. */
    static void refuseOnce(
            final HandoverTarget target, final long nowNs, final TargetBatch batch, final CommitDecoder commit) {
        if (batch.state == TargetBatch.State.CLOSED && batch.refusedPhase != HandoverPhase.COMMIT) {
            batch.refuse(HandoverPhase.COMMIT, RefusalReason.CLOSED);
        } else {
            Inside.call(target, "stage", nowNs, batch, commit);
        }
    }

    /** Instead of the batch that an answer is about. */
    static SourceBatch anyInDoubt(
            final HandoverSource source, final long nowNs, final int target, final long sequence) {
        final SourceBatches batches = (SourceBatches) Inside.field(source, "batches");
        for (final SourceBatch batch : batches.all()) {
            if (batch.state == SourceBatch.State.DOUBT && batch.target == target) {
                return batch;
            }
        }
        return batches.find(target, sequence);
    }

    /** Instead of loading a row. */
    static void loadATickBack(final EntitySlab slab, final int slot, final DirectBuffer row, final int offset) {
        slab.load(slot, row, offset);
        slab.tick(slot, slab.tick(slot) - 1);
    }

    /** Instead of loading a row. */
    static void loadEpochOnly(final EntitySlab slab, final int slot, final DirectBuffer row, final int offset) {
        slab.epoch(slot, row.getLong(offset + Row.EPOCH, ByteOrder.LITTLE_ENDIAN));
        slab.tick(slot, row.getLong(offset + Row.TICK, ByteOrder.LITTLE_ENDIAN));
    }

    /** Of a size of a batch. */
    static int allButLast(final int size) {
        return size > 1 ? size - 1 : size;
    }
}
