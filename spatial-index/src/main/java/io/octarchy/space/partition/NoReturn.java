package io.octarchy.space.partition;

import java.util.Arrays;

/** The memory of moves, laid over today's leaves: to which nodes a leaf may not go back. */
final class NoReturn {
    private int[] head = new int[0];
    private int[] next = new int[64];
    private int[] giver = new int[64];
    private int count;

    void build(final PartitionInput in) {
        if (head.length < in.leaves()) {
            head = new int[2 * in.leaves()];
        }
        Arrays.fill(head, 0, in.leaves(), -1);
        count = 0;
        final PartitionMemory memory = in.memory();
        for (int i = 0; i < memory.size(); i++) {
            final int node = in.indexOfNode(memory.giver(i));
            if (node != PartitionInput.NO_NODE
                    && in.nowNs() - memory.timeNs(i) - in.settings().noReturnNs() < 0) {
                add(in, memory.start(i), memory.start(i) + memory.length(i), node);
            }
        }
    }

    private void add(final PartitionInput in, final long start, final long end, final int node) {
        for (int leaf = in.leafAt(start); leaf < in.leaves() && in.leafStart(leaf) < end; leaf++) {
            if (count == next.length) {
                next = Arrays.copyOf(next, 2 * count);
                giver = Arrays.copyOf(giver, 2 * count);
            }
            next[count] = head[leaf];
            giver[count] = node;
            head[leaf] = count++;
        }
    }

    boolean forbids(final int leaf, final int node) {
        for (int i = head[leaf]; i >= 0; i = next[i]) {
            if (giver[i] == node) {
                return true;
            }
        }
        return false;
    }
}
