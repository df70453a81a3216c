package io.octarchy.mesh.authority;

import io.octarchy.mesh.authority.SourceBatch.State;
import io.octarchy.mesh.config.HandoverSettings;

/** The pool of a source's batches, and what is open towards whom. */
final class SourceBatches {
    private static final int PEERS_AT_FULL_RATE = 8;

    private final SourceBatch[] batches;
    private final int maxOpen;
    private long nextSequence = 1;
    private int open;

    SourceBatches(final HandoverSettings settings) {
        maxOpen = settings.maxOpen();
        batches = new SourceBatch[maxOpen * PEERS_AT_FULL_RATE];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = new SourceBatch(settings.maxBatch());
        }
    }

    SourceBatch[] all() {
        return batches;
    }

    int open() {
        return open;
    }

    boolean hasRoom(final int target) {
        if (open == batches.length) {
            return false;
        }
        int towards = 0;
        for (final SourceBatch batch : batches) {
            if (batch.state != State.FREE && batch.target == target) {
                towards++;
            }
        }
        return towards < maxOpen;
    }

    /** Lowest sequence still open towards a node (rule 4). */
    long floor(final int target) {
        long floor = nextSequence;
        for (final SourceBatch batch : batches) {
            if (batch.state != State.FREE && batch.target == target && batch.sequence < floor) {
                floor = batch.sequence;
            }
        }
        return floor;
    }

    /** A batch from the pool under a new sequence; the caller has seen to room. */
    SourceBatch take(final int target) {
        for (final SourceBatch batch : batches) {
            if (batch.state == State.FREE) {
                batch.sequence = nextSequence++;
                batch.target = target;
                batch.state = State.PREPARING;
                open++;
                return batch;
            }
        }
        throw new IllegalStateException("no free batch");
    }

    void release(final SourceBatch batch) {
        batch.state = State.FREE;
        open--;
    }

    /** The open batch of this sequence towards this node, or null. */
    SourceBatch find(final int target, final long sequence) {
        final SourceBatch batch = find(sequence);
        return batch != null && batch.target == target ? batch : null;
    }

    /** The open batch of this sequence, or null; there is none of sequence 0. */
    SourceBatch find(final long sequence) {
        if (sequence != 0) {
            for (final SourceBatch batch : batches) {
                if (batch.sequence == sequence && batch.state != State.FREE) {
                    return batch;
                }
            }
        }
        return null;
    }
}
