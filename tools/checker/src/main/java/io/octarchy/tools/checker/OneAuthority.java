package io.octarchy.tools.checker;

import java.util.Arrays;

/**
 * I1: never two nodes that would both simulate, or have a write accepted for, the same entity and tick; accepted writes are
 * ordered by epoch. So of each entity: an epoch belongs to one node; all ticks run under a higher epoch lie above all run
 * under a lower one; and a receiver that accepted an epoch accepts nothing lower, nor the same from another owner.
 */
final class OneAuthority extends Invariant {
    private static final long NOTHING = -1;

    private final NodeTable nodes;
    private final Timeline timeline;
    private final long[][] acceptedEpochs = new long[NodeTable.MAX_NODES][];
    private final int[][] acceptedOwners = new int[NodeTable.MAX_NODES][];
    private long staleAccepted;

    OneAuthority(final NodeTable nodes, final Timeline timeline) {
        super("I1");
        this.nodes = nodes;
        this.timeline = timeline;
    }

    /** Writes accepted that a higher epoch had made stale, or that came from another than the epoch's owner. */
    long staleAccepted() {
        return staleAccepted;
    }

    /** @param stretch of the epoch, before the tick is added to it; {@link Timeline#NONE}: older than all kept. */
    void onRun(
            final int slot, final long entity, final int node, final long epoch, final long tick, final int stretch) {
        check();
        if (stretch == Timeline.NONE) {
            final int oldest = timeline.top(slot) - Timeline.DEPTH + 1;
            if (tick >= timeline.first(oldest)) {
                disorder(entity, tick, node, epoch, oldest);
            }
            return;
        }
        if (timeline.node(stretch) != node) {
            violated(
                    "entity %d epoch %s: run by node %d and by node %d (tick %d)",
                    entity, epoch(epoch), nodes.incarnation(timeline.node(stretch)), nodes.incarnation(node), tick);
        }
        final int above = timeline.above(slot, stretch);
        if (above != Timeline.NONE && tick >= timeline.first(above)) {
            disorder(entity, tick, node, epoch, above);
        }
        final int below = timeline.below(slot, stretch);
        if (below != Timeline.NONE && tick <= timeline.last(below)) {
            disorder(entity, tick, node, epoch, below);
        }
    }

    /** Who goes on after it had handed on does so at an epoch of its own: what others saw since would be above it. */
    void onResumed(final int slot, final long entity, final int node, final long epoch) {
        check();
        final int stretch = timeline.find(slot, epoch);
        if (stretch != Timeline.NONE && timeline.node(stretch) == node) {
            violated("entity %d: node %d goes on at its old epoch %s", entity, nodes.incarnation(node), epoch(epoch));
        }
    }

    private void disorder(final long entity, final long tick, final int node, final long epoch, final int other) {
        violated(
                "entity %d tick %d: run by node %d at epoch %s, though node %d ran %d..%d at epoch %s",
                entity,
                tick,
                nodes.incarnation(node),
                epoch(epoch),
                nodes.incarnation(timeline.node(other)),
                timeline.first(other),
                timeline.last(other),
                epoch(timeline.epoch(other)));
    }

    /** A node that runs an entity accepts its own writes. */
    void onOwnWrite(final int slot, final long entity, final int node, final long epoch) {
        accept(slot, entity, node, nodes.incarnation(node), epoch);
    }

    void onGhostAccepted(final int slot, final long entity, final int receiver, final int owner, final long epoch) {
        check();
        accept(slot, entity, receiver, owner, epoch);
    }

    private void accept(final int slot, final long entity, final int receiver, final int owner, final long epoch) {
        long[] epochs = acceptedEpochs[receiver];
        if (epochs == null || epochs.length <= slot) {
            epochs = grow(receiver, slot);
        }
        final int[] owners = acceptedOwners[receiver];
        if (epoch > epochs[slot]) {
            epochs[slot] = epoch;
            owners[slot] = owner;
        } else if (epoch < epochs[slot] || owners[slot] != owner) {
            staleAccepted++;
            violated(
                    "entity %d: node %d accepted epoch %s of node %d after epoch %s of node %d",
                    entity, nodes.incarnation(receiver), epoch(epoch), owner, epoch(epochs[slot]), owners[slot]);
        }
    }

    private long[] grow(final int receiver, final int slot) {
        final long[] old = acceptedEpochs[receiver];
        final int length = Math.max(1024, Integer.highestOneBit(slot) * 2);
        final long[] epochs = old == null ? new long[length] : Arrays.copyOf(old, length);
        Arrays.fill(epochs, old == null ? 0 : old.length, length, NOTHING);
        acceptedEpochs[receiver] = epochs;
        acceptedOwners[receiver] = old == null ? new int[length] : Arrays.copyOf(acceptedOwners[receiver], length);
        return epochs;
    }

    void forget(final int slot) {
        for (int i = 0; i < nodes.size(); i++) {
            if (acceptedEpochs[i] != null && slot < acceptedEpochs[i].length) {
                acceptedEpochs[i][slot] = NOTHING;
            }
        }
    }

    void forgetNode(final int node) {
        acceptedEpochs[node] = null;
        acceptedOwners[node] = null;
    }
}
