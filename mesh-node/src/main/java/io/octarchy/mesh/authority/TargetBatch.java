package io.octarchy.mesh.authority;

import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.codec.peer.RefusalReason;
import io.octarchy.replicator.slab.Row;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One handover as its target sees it; after its end, the outcome that duplicates are answered with. Pooled. */
final class TargetBatch {
    enum State {
        /** In the pool. */
        FREE,
        /** Room is held; Commit frames are collected. */
        PREPARED,
        /** Applied. */
        COMMITTED,
        /** Refused or dropped: never applied under this id any more. */
        CLOSED
    }

    enum Answer {
        NOTHING,
        PREPARED,
        REFUSED,
        COMMITTED
    }

    final long[] entity;
    final int[] record;
    private final int rowLength;
    private final int maxInputsLength;
    private final UnsafeBuffer rows;
    private final UnsafeBuffer inputs;
    private final int[] inputsLength;
    private final int maxLuggage;
    private final UnsafeBuffer luggage;
    private final int[] luggageOffset;
    private final int[] luggageLength;
    private int luggageSize;
    State state = State.FREE;
    Answer answer = Answer.NOTHING;
    HandoverPhase refusedPhase;
    RefusalReason reason;
    int source;
    long sequence;
    int size;
    long deadlineNs;
    long nextReleaseNs;
    int releases;
    long frozenAtNs;
    private long staged;

    TargetBatch(final int maxBatch, final int rowLength, final int maxInputsLength, final int maxLuggage) {
        this.rowLength = rowLength;
        this.maxInputsLength = maxInputsLength;
        this.maxLuggage = maxLuggage;
        luggage = new UnsafeBuffer(new byte[maxLuggage]);
        entity = new long[maxBatch];
        record = new int[maxBatch];
        inputsLength = new int[maxBatch];
        luggageOffset = new int[maxBatch];
        luggageLength = new int[maxBatch];
        rows = new UnsafeBuffer(new byte[maxBatch * rowLength]);
        inputs = new UnsafeBuffer(new byte[maxBatch * maxInputsLength]);
    }

    void begin(final int from, final long withSequence) {
        source = from;
        sequence = withSequence;
        answer = Answer.NOTHING;
        size = 0;
        staged = 0;
        luggageSize = 0;
        releases = 0;
    }

    void refuse(final HandoverPhase phase, final RefusalReason why) {
        answer = Answer.REFUSED;
        refusedPhase = phase;
        reason = why;
    }

    void stage(final int index, final DirectBuffer buffer, final int rowAt, final int inputsAt, final int inputBytes) {
        rows.putBytes(index * rowLength, buffer, rowAt, rowLength);
        inputs.putBytes(index * maxInputsLength, buffer, inputsAt, inputBytes);
        inputsLength[index] = inputBytes;
    }

    /** A repeated frame brings the same once more: an entity in doubt does not change. */
    void stageLuggage(final int index, final DirectBuffer buffer, final int at, final int length) {
        if ((staged & 1L << index) == 0) {
            staged |= 1L << index;
            if (luggageSize + length > luggage.capacity()) {
                final byte[] bytes = new byte[Math.min(entity.length * maxLuggage, 2 * (luggageSize + length))];
                luggage.getBytes(0, bytes, 0, luggageSize);
                luggage.wrap(bytes);
            }
            luggage.putBytes(luggageSize, buffer, at, length);
            luggageOffset[index] = luggageSize;
            luggageLength[index] = length;
            luggageSize += length;
        }
    }

    boolean names(final int heldRecord) {
        for (int i = 0; i < size; i++) {
            if (record[i] == heldRecord) {
                return true;
            }
        }
        return false;
    }

    boolean isComplete() {
        return staged == (size == Long.SIZE ? -1L : (1L << size) - 1);
    }

    DirectBuffer rows() {
        return rows;
    }

    int rowOffset(final int index) {
        return index * rowLength;
    }

    DirectBuffer inputs() {
        return inputs;
    }

    int inputsOffset(final int index) {
        return index * maxInputsLength;
    }

    int inputsLength(final int index) {
        return inputsLength[index];
    }

    DirectBuffer luggage() {
        return luggage;
    }

    int luggageOffset(final int index) {
        return luggageOffset[index];
    }

    int luggageLength(final int index) {
        return luggageLength[index];
    }

    /** The epoch that its Commit gives an entity. */
    long epoch(final int index) {
        return rows.getLong(rowOffset(index) + Row.EPOCH, ByteOrder.LITTLE_ENDIAN);
    }

    /** Is every epoch of the Commit above the entity's fence, and none of them ruled here? */
    boolean isAboveFences(final AuthorityTable table) {
        for (int i = 0; i < size; i++) {
            if (epoch(i) <= table.highestEpoch(record[i]) || table.role(record[i]) == AuthorityRole.AUTHORITY) {
                return false;
            }
        }
        return true;
    }
}
