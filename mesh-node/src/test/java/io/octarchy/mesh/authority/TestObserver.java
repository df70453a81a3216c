package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;

/** Tells the history of a {@link TestNode}'s handovers, and plants the bugs that sit there. */
final class TestObserver implements HandoverObserver {
    private final TestNode node;
    private final Cluster cluster;

    TestObserver(final TestNode node, final Cluster cluster) {
        this.node = node;
        this.cluster = cluster;
    }

    @Override
    public void onHandedOver(
            final long nowNs,
            final int record,
            final long epoch,
            final int to,
            final long sequence,
            final long startedNs,
            final boolean byMap) {
        if (cluster.mutant == Mutant.RELEASED_AT_COMMITTED) {
            node.kept.drop(node.table.entity(record), epoch);
        }
    }

    @Override
    public void onTookOver(
            final long nowNs, final int record, final long epoch, final int from, final long frozenAtNs) {
        if (!cluster.coordinator.live.containsKey(node.id)) {
            return; // A dead node may believe what it likes; what it runs is checked all the same.
        }
        final int slot = node.table.slot(record);
        cluster.history.tookOver(node.id, node.table.entity(record), node.slab.tick(slot), node.state(slot));
    }

    @Override
    public void onResumed(final long nowNs, final int record, final long epoch) {
        cluster.history.resumed();
        node.note(record, "resumed");
        if (cluster.mutant == Mutant.RESUME_AT_SAME_EPOCH) {
            node.table.role(record, AUTHORITY, epoch - 1, node.id);
            node.slab.epoch(node.table.slot(record), epoch - 1);
        }
    }

    /** As if a dead target had never applied what was sent to it. */
    void takeBack() {
        final AuthorityTable table = node.table;
        for (int record = 0; record < table.highWater(); record++) {
            if (table.entity(record) != 0
                    && table.role(record) == AuthorityRole.DOUBT
                    && node.fencing.isDead(table.doubtTarget(record))) {
                final long epoch = table.epoch(record) + 1;
                table.handover(record, 0);
                table.role(record, AUTHORITY, epoch, node.id);
                node.slab.epoch(table.slot(record), epoch);
            }
        }
    }

    @Override
    public void onDoubtOver(final long nowNs, final int record) {
        node.source.onDoubtOver(nowNs, record);
    }

    @Override
    public void onAborted(final long nowNs, final int to, final int size) {
        cluster.aborts++;
    }
}
