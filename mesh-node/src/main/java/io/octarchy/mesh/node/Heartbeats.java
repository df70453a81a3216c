package io.octarchy.mesh.node;

import io.octarchy.codec.control.HeartbeatEncoder;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.StandbySender;
import io.octarchy.mesh.coordinator.client.ControlPublisher;
import io.octarchy.mesh.store.ImageSender;
import io.octarchy.space.octree.CellLoadVisitor;

/**
 * Renews the lease and tells the coordinator what this node holds and what its cells weigh. Loads are sent when they
 * change, and all again from time to time, since a message to the coordinator may be lost.
 */
final class Heartbeats {
    private static final long ALL_CELLS_NS = 5_000_000_000L;
    private static final int MAX_A_CYCLE = 8;
    private static final int MAX_WAITING = 1 << 15;

    /** What a heartbeat says of the node beside its loads. */
    interface Status {
        long lastTick();

        int decided();

        long membersVersion();

        long mapVersion();

        int sessions();

        int cpuMicros();

        boolean isEmpty();

        int founded();
    }

    private final Fencing fencing;
    private final World world;
    private final StandbySender standby;
    private final ImageSender images;
    private final ControlPublisher coordinator;
    private final long renewalNs;
    private final long[] codes = new long[MAX_WAITING];
    private final int[] loads = new int[MAX_WAITING];
    private final CellLoadVisitor collector = this::collect;
    private int collected;
    private int sent;
    private long sequence;
    private long nextNs;
    private long allCellsAtNs;
    private long toldStored;
    private long toldBackedUp;

    Heartbeats(
            final Fencing fencing,
            final World world,
            final StandbySender standby,
            final ImageSender images,
            final ControlPublisher coordinator,
            final long renewalNs,
            final long nowNs) {
        this.fencing = fencing;
        this.world = world;
        this.standby = standby;
        this.images = images;
        this.coordinator = coordinator;
        this.renewalNs = renewalNs;
        nextNs = nowNs;
        allCellsAtNs = nowNs + ALL_CELLS_NS;
    }

    /** Something was taken from the coordinator: tell it at once. */
    void soon(final long nowNs) {
        nextNs = nowNs;
    }

    /** Number of the newest one sent. */
    long sequence() {
        return sequence;
    }

    int doWork(final long nowNs, final Status status) {
        if (nowNs - nextNs < 0 && images.stored() == toldStored && images.backedUp() == toldBackedUp) {
            return 0;
        }
        if (sent == collected) {
            sent = 0;
            collected = 0;
            if (nowNs - allCellsAtNs >= 0) {
                world.loads().forEach(collector);
                allCellsAtNs = nowNs + ALL_CELLS_NS;
            }
            world.loads().forEachChanged(collector);
        }
        int work = 0;
        do {
            if (!send(nowNs, status)) {
                return work;
            }
            work++;
        } while (sent < collected && work < MAX_A_CYCLE);
        nextNs = sent < collected ? nowNs : nowNs + renewalNs;
        return work;
    }

    private void collect(final long code, final long load) {
        if (collected < MAX_WAITING) {
            codes[collected] = code;
            loads[collected++] = (int) Math.min(Integer.MAX_VALUE, load);
        }
    }

    private boolean send(final long nowNs, final Status status) {
        final int cells = Math.min(collected - sent, coordinator.maxCells());
        toldStored = images.stored();
        toldBackedUp = images.backedUp();
        final HeartbeatEncoder heartbeat = coordinator.heartbeat(cells);
        if (heartbeat == null) {
            return false;
        }
        final HeartbeatEncoder.CellsEncoder group = heartbeat
                .incarnation(fencing.incarnation())
                .sequence(++sequence)
                .sentNs(nowNs)
                .tick(status.lastTick())
                .fence(fencing.fence())
                .decided(status.decided())
                .membersVersion(status.membersVersion())
                .mapVersion(status.mapVersion())
                .entities(world.table().ruled())
                .sessions(status.sessions())
                .cpuMicros(status.cpuMicros())
                .empty((short) (status.isEmpty() ? 1 : 0))
                .standbyAcked(standby.ackedTick())
                .standby(standby.standby())
                .founded(status.founded())
                .stored(toldStored)
                .backedUp(toldBackedUp)
                .cellsCount(cells);
        for (int i = 0; i < cells; i++, sent++) {
            group.next().code(codes[sent]).load(loads[sent]);
        }
        return coordinator.send();
    }
}
