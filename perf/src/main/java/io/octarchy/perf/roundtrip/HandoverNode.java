package io.octarchy.perf.roundtrip;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;

import io.aeron.Subscription;
import io.octarchy.mesh.authority.AuthorityContext;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.Fencing;
import io.octarchy.mesh.authority.HandoverObserver;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.HandoverTarget;
import io.octarchy.mesh.authority.KeptCopies;
import io.octarchy.mesh.authority.LeaseGuard;
import io.octarchy.mesh.authority.Luggage;
import io.octarchy.mesh.authority.StandbyProgress;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.replicator.frame.FrameChannel;
import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.slab.Row;

/**
 * The handover's state machines of one node, source and target, on a control stream to the other node. Batches bounce: at
 * fixed times each node hands the next batch that it rules and that is at rest to the other.
 */
final class HandoverNode implements HandoverObserver {
    /** Bytes of an entity's row. */
    static final int ROW_LENGTH = 256;

    private static final int ENTITIES = 2048;
    private static final int BATCHES = 8;
    private static final int LIMIT = 10;
    private static final long FOR_EVER_NS = Long.MAX_VALUE / 4;

    /** It holds a frame at once, so nothing waits: what is measured is the handover alone. */
    private static final StandbyProgress INSTANT_STANDBY = new StandbyProgress() {
        @Override
        public long nextFrame() {
            return 1;
        }

        @Override
        public long ackedFrame() {
            return Long.MAX_VALUE;
        }

        @Override
        public long ackedTick() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean hasStandby() {
            return true;
        }
    };

    private final int incarnation;
    private final int peer;
    private final Subscription frames;
    private final AuthorityTable table = new AuthorityTable(ENTITIES, ENTITIES);
    private final EntitySlab slab = new EntitySlab(ENTITIES, ROW_LENGTH - Row.GAME, ROW_LENGTH - Row.GAME);
    private final HandoverHost host = new HandoverHost(table, slab);
    private final HandoverSource source;
    private final HandoverTarget target;
    private final HandoverFrames adapter;
    private final Timetable timetable = new Timetable();
    private final Samples samples = new Samples();
    private final long[] dueNs = new long[BATCHES];
    private final int[] records;
    private int batchSize = 1;
    private int nextBatch;
    private int tookOver;
    private long lastSequence;
    private long notReady;
    private long aborted;

    HandoverNode(final int incarnation, final int peer, final Subscription frames, final FrameChannel control) {
        this.incarnation = incarnation;
        this.peer = peer;
        this.frames = frames;
        final HandoverSettings settings = HandoverSettings.defaults();
        records = new int[settings.maxBatch()];
        final Fencing fencing = new Fencing(1);
        fencing.joined(incarnation, 1);
        fencing.listed(Math.max(incarnation, peer));
        final LeaseGuard lease = new LeaseGuard(FOR_EVER_NS, 0);
        lease.onRenewed(System.nanoTime(), Long.MAX_VALUE);
        final AuthorityContext context = new AuthorityContext(
                fencing,
                lease,
                table,
                slab,
                settings,
                new KeptCopies(ENTITIES, slab.rowLength(), 0),
                INSTANT_STANDBY,
                host,
                Luggage.NONE,
                node -> control,
                ENTITIES,
                0);
        source = new HandoverSource(context, this);
        target = new HandoverTarget(context, this);
        adapter = new HandoverFrames(source, target);
    }

    /** Begin to hand batches of this size over, one every interval. Half of them are ruled here at the first time. */
    void start(final int size, final long intervalNs) {
        batchSize = size;
        tookOver = 0;
        samples.reset();
        for (int batch = 0; batch < BATCHES; batch++) {
            if (batch % 2 == incarnation % 2) {
                populate(batch);
            }
        }
        timetable.start(System.nanoTime(), intervalNs, incarnation % 2 * intervalNs / 2);
    }

    /** Begin no more; handovers that are open go on. */
    void halt() {
        timetable.stop();
    }

    Samples samples() {
        return samples.copy();
    }

    private void populate(final int batch) {
        for (int i = 0; i < batchSize; i++) {
            if (table.find(entity(batch, i)) == AuthorityTable.MISSING) {
                final int record = table.findOrAdd(entity(batch, i));
                final int slot = host.slotFor(record);
                slab.epoch(slot, 1);
                table.role(record, AUTHORITY, 1, incarnation);
            }
        }
    }

    private long entity(final int batch, final int index) {
        return (long) batchSize << 32 | (long) batch << 16 | index + 1;
    }

    private static int batchOf(final long entity) {
        return (int) (entity >> 16) & 0xFFFF;
    }

    int doWork(final long nowNs) {
        int work = frames.poll(adapter, LIMIT);
        if (timetable.isDue(nowNs)) {
            begin();
            work++;
        }
        return work + source.doWork(nowNs) + target.doWork(nowNs);
    }

    private void begin() {
        final long due = timetable.take();
        for (int tried = 0; tried < BATCHES; tried++) {
            final int batch = nextBatch;
            nextBatch = (nextBatch + 1) % BATCHES;
            if (isReady(batch) && source.begin(System.nanoTime(), peer, records, batchSize, 1, false)) {
                dueNs[batch] = due;
                return;
            }
        }
        notReady++;
    }

    private boolean isReady(final int batch) {
        for (int i = 0; i < batchSize; i++) {
            final int record = table.find(entity(batch, i));
            if (!table.isAuthority(record) || table.handover(record) != 0) {
                return false;
            }
            records[i] = record;
        }
        return true;
    }

    @Override
    public void onHandedOver(
            final long nowNs,
            final int record,
            final long epoch,
            final int newOwner,
            final long sequence,
            final long startedNs,
            final boolean byMap) {
        if (sequence != lastSequence) {
            lastSequence = sequence;
            final long committedNs = System.nanoTime();
            Samples.record(samples.time, committedNs - startedNs);
            Samples.record(samples.fromDue, committedNs - dueNs[batchOf(table.entity(record))]);
        }
    }

    @Override
    public void onTookOver(
            final long nowNs, final int record, final long epoch, final int former, final long frozenAtNs) {
        // The batch is applied at once: with its last entity the target may write.
        if (++tookOver == batchSize) {
            tookOver = 0;
            Samples.record(samples.gap, System.nanoTime() - frozenAtNs);
        }
    }

    @Override
    public void onDoubtOver(final long nowNs, final int record) {
        source.onDoubtOver(nowNs, record);
    }

    @Override
    public void onResumed(final long nowNs, final int record, final long epoch) {
        throw new IllegalStateException("entity " + table.entity(record) + " was refused: nothing here should refuse");
    }

    @Override
    public void onAborted(final long nowNs, final int newOwner, final int size) {
        aborted++;
    }

    /** Forget what was counted. */
    void clear() {
        notReady = 0;
        aborted = 0;
    }

    /** Starts at which no batch was here and at rest. */
    long notReady() {
        return notReady;
    }

    long aborted() {
        return aborted;
    }
}
