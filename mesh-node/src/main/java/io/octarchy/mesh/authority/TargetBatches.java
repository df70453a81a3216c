package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.codec.peer.RefusalReason;
import io.octarchy.mesh.authority.TargetBatch.State;
import io.octarchy.mesh.config.HandoverSettings;
import org.agrona.collections.Long2LongHashMap;

/** The batches and outcomes that a target remembers, the floors of their sources, and refusals that need no memory. */
final class TargetBatches {
    private static final int MAX_SOURCES_AT_FULL_RATE = 16;
    private static final int EAGER = 256;
    private static final int REFUSALS = 64;

    private final TargetBatch[] batches;
    private final int maxBatch;
    private final int rowLength;
    private final int maxInputsLength;
    private final int maxLuggage;
    private final Long2LongHashMap floorBySource = new Long2LongHashMap(64, 0.65f, 0);
    private final int[] refusedSource = new int[REFUSALS];
    private final long[] refusedSequence = new long[REFUSALS];
    private final HandoverPhase[] refusedPhase = new HandoverPhase[REFUSALS];
    private final RefusalReason[] refusedReason = new RefusalReason[REFUSALS];
    private int refusals;
    private int used;
    private int limit;

    TargetBatches(
            final HandoverSettings settings, final int rowLength, final int maxInputsLength, final int maxLuggage) {
        batches = new TargetBatch[settings.maxOpen() * MAX_SOURCES_AT_FULL_RATE];
        maxBatch = settings.maxBatch();
        this.rowLength = rowLength;
        this.maxInputsLength = maxInputsLength;
        this.maxLuggage = maxLuggage;
        for (int i = 0; i < Math.min(EAGER, batches.length); i++) {
            batches[i] = new TargetBatch(maxBatch, rowLength, maxInputsLength, maxLuggage);
        }
    }

    int bound() {
        return limit;
    }

    int used() {
        return used;
    }

    TargetBatch at(final int index) {
        return batches[index];
    }

    TargetBatch find(final int source, final long sequence) {
        for (int i = 0; i < limit; i++) {
            final TargetBatch batch = batches[i];
            if (batch.state != State.FREE && batch.sequence == sequence && batch.source == source) {
                return batch;
            }
        }
        return null;
    }

    /** A batch from the pool, grown up to its bound; null when that is reached. */
    TargetBatch take(final int source, final long sequence) {
        for (int i = 0; i < batches.length; i++) {
            if (batches[i] == null) {
                batches[i] = new TargetBatch(maxBatch, rowLength, maxInputsLength, maxLuggage);
            }
            if (batches[i].state == State.FREE) {
                limit = Math.max(limit, i + 1);
                used++;
                batches[i].begin(source, sequence);
                // Counts as taken from here on; the caller sets the state that it is in.
                batches[i].state = State.CLOSED;
                return batches[i];
            }
        }
        return null;
    }

    void free(final TargetBatch batch, final AuthorityTable table) {
        for (int i = 0; i < batch.size; i++) {
            table.hold(batch.record[i], -1);
        }
        batch.size = 0;
        batch.state = State.FREE;
        batch.answer = TargetBatch.Answer.NOTHING;
        used--;
    }

    boolean isBelowFloor(final int source, final long sequence) {
        return sequence < floorBySource.get(source);
    }

    /** Nothing is taken from this source any more. */
    void forget(final int source) {
        floorBySource.remove(source);
    }

    boolean raiseFloor(final int source, final long floor) {
        if (floor <= floorBySource.get(source)) {
            return false;
        }
        floorBySource.put(source, floor);
        return true;
    }

    /** Remember to answer; nothing else about the handover is remembered. A full list is no harm: the source repeats. */
    void refuse(final int source, final long sequence, final HandoverPhase phase, final RefusalReason reason) {
        if (refusals < REFUSALS) {
            refusedSource[refusals] = source;
            refusedSequence[refusals] = sequence;
            refusedPhase[refusals] = phase;
            refusedReason[refusals++] = reason;
        }
    }

    int sendRefusals(final HandoverPublisher publisher) {
        int sent = 0;
        while (refusals > 0) {
            final int last = refusals - 1;
            if (!publisher.refused(
                    refusedSource[last], refusedSequence[last], refusedPhase[last], refusedReason[last])) {
                break;
            }
            refusals = last;
            sent++;
        }
        return sent;
    }
}
