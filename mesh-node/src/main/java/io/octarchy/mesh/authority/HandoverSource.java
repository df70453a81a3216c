package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;
import static io.octarchy.mesh.authority.AuthorityRole.DOUBT;
import static io.octarchy.mesh.authority.AuthorityRole.NONE;

import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.mesh.authority.SourceBatch.State;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.replicator.slab.EntitySlab;

/**
 * The source's half of the two-phase handover (rules 8, 20, 22, 23): prepares, freezes, commits, and repeats until it
 * knows. A batch moves whole or not at all.
 *
 * <pre>
 *   FREE --begin--> PREPARING --Prepared--> PREPARED --marks acked--> DOUBT --Committed--> KEPT --Release--> FREE
 *                      |  Refused, removed, dead                        |  Refused: authority again at e+2 --> FREE
 *                      '--timeout--> ABORTING --told--> FREE            '--Decided: ghost, or granted --> KEPT
 * </pre>
 */
public final class HandoverSource {
    private static final int MAX_BACKOFF_SHIFT = 6;

    private final Fencing fencing;
    private final LeaseGuard lease;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final HandoverSettings settings;
    private final KeptCopies kept;
    private final StandbyProgress standby;
    private final AuthorityHost host;
    private final Luggage luggage;
    private final HandoverObserver observer;
    private final HandoverPublisher publisher;
    private final SourceBatches batches;
    private int reserved;

    public HandoverSource(final AuthorityContext context, final HandoverObserver observer) {
        fencing = context.fencing();
        lease = context.lease();
        table = context.table();
        slab = context.slab();
        settings = context.settings();
        kept = context.kept();
        standby = context.standby();
        host = context.host();
        luggage = context.luggage();
        this.observer = observer;
        publisher = new HandoverPublisher(context);
        batches = new SourceBatches(settings);
    }

    /** Handovers that are not finished, kept copies included. */
    public int open() {
        return batches.open();
    }

    /** May another batch towards this node begin, of this many entities? */
    public boolean hasRoom(final int target, final int size) {
        return kept.room() - reserved >= size && batches.hasRoom(target);
    }

    /**
     * Begin to hand a batch over. All records must be ruled here, at rest, and in no other handover.
     *
     * @param byMap the border moved over them, rather than they over the border.
     * @return false when there is no room; nothing changed then.
     */
    public boolean begin(
            final long nowNs,
            final int target,
            final int[] records,
            final int size,
            final int load,
            final boolean byMap) {
        if (size < 1 || size > settings.maxBatch()) {
            throw new IllegalArgumentException("batch of " + size + ", not in 1.." + settings.maxBatch());
        }
        if (!lease.isValid(nowNs) || fencing.isDead(target) || !hasRoom(target, size)) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (table.role(records[i]) != AUTHORITY || table.handover(records[i]) != 0) {
                throw new IllegalStateException("entity " + table.entity(records[i]) + " cannot be handed over now");
            }
        }
        final SourceBatch batch = batches.take(target);
        batch.size = size;
        batch.load = load;
        batch.byMap = byMap;
        batch.released = false;
        batch.startedNs = nowNs;
        batch.deadlineNs = nowNs + settings.prepareTimeoutNs();
        for (int i = 0; i < size; i++) {
            batch.record[i] = records[i];
            batch.entity[i] = table.entity(records[i]);
            table.handover(records[i], batch.sequence);
        }
        batch.sendAt(nowNs);
        reserved += size;
        return true;
    }

    /** Lowest sequence still open towards a node (rule 4). */
    public long floor(final int target) {
        return batches.floor(target);
    }

    public void onPrepared(final long nowNs, final int source, final long sequence) {
        final SourceBatch batch = own(nowNs, source, sequence);
        if (batch != null && batch.state == State.PREPARING) {
            batch.state = State.PREPARED;
        }
    }

    public void onRefused(final long nowNs, final int source, final long sequence, final HandoverPhase phase) {
        final SourceBatch batch = own(nowNs, source, sequence);
        if (batch == null) {
            return;
        }
        if (phase == HandoverPhase.COMMIT && batch.state == State.DOUBT) {
            resume(nowNs, batch);
            observer.onAborted(nowNs, batch.target, batch.size);
            batches.release(batch);
        } else if (phase == HandoverPhase.PREPARE
                && (batch.state == State.PREPARING || batch.state == State.PREPARED)) {
            observer.onAborted(nowNs, batch.target, batch.size);
            letGo(batch);
            batches.release(batch);
        }
    }

    public void onCommitted(final long nowNs, final int source, final long sequence) {
        final SourceBatch batch = own(nowNs, source, sequence);
        if (batch != null && batch.state == State.DOUBT) {
            committed(nowNs, batch);
        }
    }

    public void onRelease(final long nowNs, final int source, final long sequence) {
        final SourceBatch batch = own(nowNs, source, sequence);
        if (batch == null) {
            return;
        }
        if (batch.state == State.DOUBT) {
            committed(nowNs, batch);
        }
        batch.released |= batch.state == State.KEPT;
        dropReleased(batch);
    }

    /** A snapshot may have named the copies: they stay until no takeover is open, whoever no longer needs them. */
    private int dropReleased(final SourceBatch batch) {
        if (batch.state != State.KEPT || !batch.released || fencing.deadCount() > 0) {
            return 0;
        }
        dropKept(batch);
        batches.release(batch);
        return 1;
    }

    /** The game removed an entity, or it was granted elsewhere, while its batch was only prepared. */
    public void cancel(final long nowNs, final int record) {
        final SourceBatch batch = batches.find(table.handover(record));
        if (batch != null && (batch.state == State.PREPARING || batch.state == State.PREPARED)) {
            abort(nowNs, batch);
        }
    }

    /** Rule 8f: somebody alive showed a state of the doubted epoch or a higher one, so the Commit was applied. */
    public void onDoubtOver(final long nowNs, final int record) {
        final SourceBatch batch = batches.find(table.handover(record));
        if (table.role(record) == DOUBT && batch != null) {
            // A batch moves whole: what shows one entity at its new epoch shows that all of it was applied.
            committed(nowNs, batch);
        }
    }

    /** A fence was entered: what was only prepared towards the dead is off; doubts wait for the decision. */
    public void onFenced(final long nowNs) {
        for (final SourceBatch batch : batches.all()) {
            if ((batch.state == State.PREPARING || batch.state == State.PREPARED || batch.state == State.ABORTING)
                    && fencing.isDead(batch.target)) {
                if (batch.state != State.ABORTING) {
                    letGo(batch);
                }
                batches.release(batch);
            }
        }
    }

    /**
     * Takeovers up to this fence are decided: doubts towards their dead that were not granted here end as ghosts (rule 14).
     * Those towards who died since wait on.
     */
    public void onDecided(final long nowNs, final int fence) {
        for (final SourceBatch batch : batches.all()) {
            if (batch.state == State.DOUBT && fencing.isDeadBy(batch.target, fence)) {
                for (int i = 0; i < batch.size; i++) {
                    if (batch.isMine(i, table) && table.role(batch.record[i]) == DOUBT) {
                        end(nowNs, batch.record[i], 0);
                    }
                }
                batch.state = State.KEPT;
            }
        }
    }

    /**
     * Every grant of the takeovers up to this fence is acked: copies kept towards their dead may go (rule 21). To be called
     * before {@link Fencing#closeDead}, after {@link #onDecided}.
     */
    public void onClosed(final int fence) {
        for (final SourceBatch batch : batches.all()) {
            if (batch.state == State.KEPT && fencing.isDeadBy(batch.target, fence)) {
                dropKept(batch);
                batches.release(batch);
            }
        }
    }

    /** Run timers, commit what may be committed, send what is due. */
    public int doWork(final long nowNs) {
        if (batches.open() == 0 || !lease.isValid(nowNs)) {
            return 0;
        }
        int work = 0;
        for (final SourceBatch batch : batches.all()) {
            if (batch.state == State.KEPT) {
                work += dropReleased(batch);
            } else if (batch.state != State.FREE && !fencing.isDead(batch.target)) {
                work += doBatch(nowNs, batch);
            }
        }
        return work;
    }

    private int doBatch(final long nowNs, final SourceBatch batch) {
        if ((batch.state == State.PREPARING || batch.state == State.PREPARED) && nowNs - batch.deadlineNs >= 0) {
            abort(nowNs, batch);
            observer.onAborted(nowNs, batch.target, batch.size);
        }
        if (batch.state == State.PREPARED && marksAcked(batch)) {
            freeze(nowNs, batch);
        }
        if (batch.state == State.PREPARED || nowNs - batch.nextSendNs < 0) {
            return 0;
        }
        return send(nowNs, batch);
    }

    private int send(final long nowNs, final SourceBatch batch) {
        final long floor = floor(batch.target);
        final boolean sent =
                switch (batch.state) {
                    case PREPARING -> publisher.prepare(batch, floor, table);
                    case DOUBT -> publisher.commit(batch, floor, kept, batch.isInDoubt(table) ? host : null, table);
                    default -> publisher.abort(batch, floor);
                };
        if (batch.state == State.ABORTING && (sent || !publisher.knows(batch.target))) {
            // Told, or nobody is there to be told: the floor says the same.
            batches.release(batch);
        } else if (!sent) {
            return 0;
        } else {
            batch.cursor = 0;
            batch.nextSendNs = nowNs + (settings.retryNs() << Math.min(batch.sends++, MAX_BACKOFF_SHIFT));
        }
        return 1;
    }

    private boolean marksAcked(final SourceBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            if (!standby.isSafe(table.markFrame(batch.record[i]))) {
                return false;
            }
        }
        return true;
    }

    private void freeze(final long nowNs, final SourceBatch batch) {
        batch.frozenAtNs = nowNs;
        for (int i = 0; i < batch.size; i++) {
            final int record = batch.record[i];
            final int slot = table.slot(record);
            final long epoch = table.epoch(record) + 1;
            host.onFrozen(nowNs, record, slot);
            table.role(record, DOUBT, epoch, batch.target);
            table.markFrame(record, 0);
            table.tick(record, slab.tick(slot));
            batch.epoch[i] = epoch;
            slab.epoch(slot, epoch);
            final int row = slab.offset(slot);
            kept.keep(batch.entity[i], epoch, slab.tick(slot), batch.target, slab.buffer(), row, luggage, slot);
        }
        reserved -= batch.size;
        batch.state = State.DOUBT;
        batch.sendAt(nowNs);
    }

    private void committed(final long nowNs, final SourceBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            if (batch.isMine(i, table)) {
                final int record = batch.record[i];
                if (table.role(record) == DOUBT) {
                    observer.onHandedOver(
                            nowNs,
                            record,
                            table.epoch(record),
                            batch.target,
                            batch.sequence,
                            batch.startedNs,
                            batch.byMap);
                    end(nowNs, record, batch.target);
                }
            }
        }
        batch.state = State.KEPT;
    }

    /** The doubt ends and another rules. */
    private void end(final long nowNs, final int record, final int owner) {
        table.role(record, NONE, 0, 0);
        table.handover(record, 0);
        luggage.drop(table.slot(record));
        host.onLost(nowNs, record, table.slot(record), owner);
    }

    private void resume(final long nowNs, final SourceBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            final int record = batch.record[i];
            if (!batch.isMine(i, table) || table.role(record) != DOUBT) {
                continue;
            }
            // e + 2: the target's fence stands at e + 1 now and would drop anything lower (section C of the protocol).
            final long epoch = table.epoch(record) + 1;
            kept.drop(batch.entity[i], epoch);
            table.role(record, AUTHORITY, epoch, fencing.incarnation());
            table.handover(record, 0);
            // Frames sent in doubt bear later ticks than the entity in them: only frames from now on tell how far it is
            // safe.
            table.arrived(record, safeTick(record), standby.nextFrame());
            final int slot = table.slot(record);
            slab.epoch(slot, epoch);
            host.onGained(nowNs, record, slot);
            observer.onResumed(nowNs, record, epoch);
        }
    }

    /** Newest tick of an entity in doubt that the standby holds, as far as is known (rule 24). */
    private long safeTick(final int record) {
        return standby.ackedFrame() >= table.firstFrame(record)
                ? Math.min(table.tick(record), standby.ackedTick())
                : table.arrivalTick(record);
    }

    private void abort(final long nowNs, final SourceBatch batch) {
        letGo(batch);
        batch.state = State.ABORTING;
        batch.sendAt(nowNs);
    }

    /** Entities of a batch that will not be committed are free again. */
    private void letGo(final SourceBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            if (batch.isMine(i, table)) {
                table.handover(batch.record[i], 0);
            }
        }
        reserved -= batch.size;
    }

    private void dropKept(final SourceBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            kept.drop(batch.entity[i], batch.epoch[i]);
        }
    }

    /** The batch that an answer is about; null as well while the lease is over: the target repeats itself (rule 7). */
    private SourceBatch own(final long nowNs, final int target, final long sequence) {
        return lease.isValid(nowNs) ? batches.find(target, sequence) : null;
    }
}
