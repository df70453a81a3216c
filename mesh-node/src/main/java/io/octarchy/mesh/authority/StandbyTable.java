package io.octarchy.mesh.authority;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Rows of one standby frame, in the order of arrival. Grows to its bound and keeps what it has grown to. */
final class StandbyTable {
    private static final int FIRST_CAPACITY = 4096;
    private static final int FIRST_LUGGAGE = 16 * 1024;

    private final int maxEntities;
    private final int rowLength;
    private final int maxLuggage;
    private final UnsafeBuffer rows = new UnsafeBuffer(new byte[0]);
    private final UnsafeBuffer luggage = new UnsafeBuffer(new byte[0]);
    private long[] entity = new long[0];
    private long[] epoch = new long[0];
    private int[] doubtTarget = new int[0];
    private int[] luggageOffset = new int[0];
    private int[] luggageLength = new int[0];
    private int luggageSize;
    private long frame = -1;
    private long tick = -1;
    private int size;

    StandbyTable(final int maxEntities, final int rowLength, final int maxLuggage) {
        this.maxEntities = maxEntities;
        this.rowLength = rowLength;
        this.maxLuggage = maxLuggage;
        luggage.wrap(new byte[maxLuggage == 0 ? 0 : FIRST_LUGGAGE]);
        grow(Math.min(FIRST_CAPACITY, maxEntities));
    }

    void begin(final long newFrame, final long newTick) {
        frame = newFrame;
        tick = newTick;
        size = 0;
        luggageSize = 0;
    }

    boolean add(final long id, final long atEpoch, final int towards, final DirectBuffer row, final int rowOffset) {
        if (size == entity.length) {
            if (size == maxEntities) {
                return false;
            }
            grow(Math.min(maxEntities, size * 2));
        }
        entity[size] = id;
        epoch[size] = atEpoch;
        doubtTarget[size] = towards;
        rows.putBytes(size * rowLength, row, rowOffset, rowLength);
        luggageLength[size] = 0;
        size++;
        return true;
    }

    /** The entity added last has this luggage. */
    boolean addLuggage(final DirectBuffer buffer, final int offset, final int length) {
        if (length > maxLuggage) {
            return false;
        }
        if (luggageSize + length > luggage.capacity()) {
            final long wanted = 2L * (luggageSize + length);
            final byte[] bytes = new byte[(int) Math.min((long) maxEntities * maxLuggage, wanted)];
            luggage.getBytes(0, bytes, 0, luggageSize);
            luggage.wrap(bytes);
        }
        luggage.putBytes(luggageSize, buffer, offset, length);
        luggageOffset[size - 1] = luggageSize;
        luggageLength[size - 1] = length;
        luggageSize += length;
        return true;
    }

    private void grow(final int capacity) {
        final byte[] bytes = new byte[capacity * rowLength];
        rows.getBytes(0, bytes, 0, size * rowLength);
        rows.wrap(bytes);
        entity = Arrays.copyOf(entity, capacity);
        epoch = Arrays.copyOf(epoch, capacity);
        doubtTarget = Arrays.copyOf(doubtTarget, capacity);
        luggageOffset = Arrays.copyOf(luggageOffset, capacity);
        luggageLength = Arrays.copyOf(luggageLength, capacity);
    }

    long frame() {
        return frame;
    }

    long tick() {
        return tick;
    }

    int size() {
        return size;
    }

    long entity(final int index) {
        return entity[index];
    }

    long epoch(final int index) {
        return epoch[index];
    }

    int doubtTarget(final int index) {
        return doubtTarget[index];
    }

    DirectBuffer rows() {
        return rows;
    }

    DirectBuffer luggage() {
        return luggage;
    }

    int luggageOffset(final int index) {
        return luggageLength[index] == 0 ? 0 : luggageOffset[index];
    }

    int luggageLength(final int index) {
        return luggageLength[index];
    }
}
