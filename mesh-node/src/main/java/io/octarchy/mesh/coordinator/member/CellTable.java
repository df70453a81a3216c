package io.octarchy.mesh.coordinator.member;

import io.octarchy.mesh.coordinator.state.StateCodec;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * Loads of the cells in which one node has entities, dense, in an order that follows from the calls alone. Bounded; cells
 * beyond the bound are counted and left out.
 */
public final class CellTable {
    private static final int NONE = -1;

    private final int maxCells;
    private final Long2LongHashMap index = new Long2LongHashMap(NONE);
    private long[] codes = new long[64];
    private int[] loads = new int[64];
    private int count;
    private long total;
    private long dropped;

    public CellTable(final int maxCells) {
        this.maxCells = maxCells;
    }

    /** Set a cell's load, absolute; 0 or less forgets the cell. */
    public void set(final long code, final int load) {
        final int i = (int) index.get(code);
        if (i != NONE) {
            total -= loads[i];
            if (load > 0) {
                loads[i] = load;
                total += load;
            } else {
                remove(i);
            }
        } else if (load > 0) {
            add(code, load);
        }
    }

    private void add(final long code, final int load) {
        if (count == maxCells) {
            dropped++;
            return;
        }
        if (count == codes.length) {
            codes = Arrays.copyOf(codes, count * 2);
            loads = Arrays.copyOf(loads, count * 2);
        }
        codes[count] = code;
        loads[count] = load;
        index.put(code, count++);
        total += load;
    }

    private void remove(final int i) {
        index.remove(codes[i]);
        count--;
        if (i != count) {
            codes[i] = codes[count];
            loads[i] = loads[count];
            index.put(codes[i], i);
        }
    }

    /** Forget all. */
    public void clear() {
        index.clear();
        count = 0;
        total = 0;
    }

    public int count() {
        return count;
    }

    public long code(final int i) {
        return codes[i];
    }

    public int load(final int i) {
        return loads[i];
    }

    /** Sum of all loads, in thousandths. */
    public long total() {
        return total;
    }

    /** Cells left out because the table was full. */
    public long dropped() {
        return dropped;
    }

    public void pass(final StateCodec codec) {
        final int n = codec.count(count, maxCells);
        if (codec.isLoading()) {
            clear();
            for (int i = 0; i < n; i++) {
                add(codec.value(0L), codec.value(0));
            }
        } else {
            for (int i = 0; i < n; i++) {
                codec.value(codes[i]);
                codec.value(loads[i]);
            }
        }
        dropped = codec.value(dropped);
    }
}
