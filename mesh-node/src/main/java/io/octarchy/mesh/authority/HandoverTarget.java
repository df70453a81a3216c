package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;
import static io.octarchy.mesh.authority.AuthorityRole.DOUBT;

import io.octarchy.codec.peer.CommitDecoder;
import io.octarchy.codec.peer.HandoverPhase;
import io.octarchy.codec.peer.PrepareDecoder;
import io.octarchy.codec.peer.RefusalReason;
import io.octarchy.mesh.authority.TargetBatch.Answer;
import io.octarchy.mesh.authority.TargetBatch.State;
import io.octarchy.mesh.config.HandoverSettings;
import io.octarchy.replicator.slab.EntitySlab;

/**
 * The target's half of the two-phase handover (rules 4, 8, 20, 23): holds room, applies a Commit once and whole or
 * refuses it with memory, and answers duplicates with the same answer.
 *
 * <pre>
 *   FREE --Prepare--> PREPARED --Commit, all fences below--> COMMITTED --floor passed--> FREE
 *          |             |  Abort, time-out, fence of the source, stale --> CLOSED --floor passed--> FREE
 *          '--refused--> FREE (a refused Prepare leaves nothing to remember)
 * </pre>
 */
public final class HandoverTarget {
    private static final long RELEASE_RETRY_NS = 50_000_000L;
    private static final int MAX_BACKOFF_SHIFT = 5;

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
    private final TargetBatches batches;
    private final int maxEntities;
    private final CommitStage stage;
    private int promised;
    private boolean draining;
    private long malformed;

    public HandoverTarget(final AuthorityContext context, final HandoverObserver observer) {
        fencing = context.fencing();
        lease = context.lease();
        table = context.table();
        slab = context.slab();
        settings = context.settings();
        kept = context.kept();
        standby = context.standby();
        host = context.host();
        luggage = context.luggage();
        maxEntities = context.maxEntities();
        stage = new CommitStage(slab.rowLength(), context.maxInputsLength(), luggage);
        this.observer = observer;
        publisher = new HandoverPublisher(context);
        batches = new TargetBatches(settings, slab.rowLength(), context.maxInputsLength(), luggage.maxLength());
    }

    /** A draining node takes nothing in. */
    public void draining(final boolean isDraining) {
        draining = isDraining;
    }

    /** Frames that contradicted themselves and were dropped. */
    public long malformed() {
        return malformed;
    }

    /** Batches and outcomes remembered. */
    public int outcomes() {
        return batches.used();
    }

    public int outcomesBound() {
        return batches.bound();
    }

    public void onPrepare(final long nowNs, final int source, final PrepareDecoder prepare) {
        if (!lease.isValid(nowNs)) {
            return;
        }
        final long sequence = prepare.handover();
        onFloor(source, prepare.floor());
        if (batches.isBelowFloor(source, sequence)) {
            return;
        }
        final TargetBatch known = batches.find(source, sequence);
        if (known != null) {
            if (known.state == State.PREPARED) {
                known.answer = Answer.PREPARED;
            } else if (known.state == State.CLOSED) {
                known.refuse(HandoverPhase.PREPARE, RefusalReason.CLOSED);
            }
            return;
        }
        if (!host.sees(nowNs)) {
            return; // its source asks again
        }
        final PrepareDecoder.EntitiesDecoder entities = prepare.entities();
        final int size = entities.count();
        if (size < 1 || size > settings.maxBatch()) {
            malformed++;
            return;
        }
        final RefusalReason refusal = hold(nowNs, source, sequence, prepare.nextTick(), entities, size);
        if (refusal == null) {
            return;
        }
        if (refusal == RefusalReason.NULL_VAL) {
            malformed++;
        } else {
            batches.refuse(source, sequence, HandoverPhase.PREPARE, refusal);
        }
    }

    /** Why not, null when the batch is held now, NULL_VAL when it names an entity twice. */
    private RefusalReason hold(
            final long nowNs,
            final int source,
            final long sequence,
            final long nextTick,
            final PrepareDecoder.EntitiesDecoder entities,
            final int size) {
        if (draining) {
            return RefusalReason.DRAINING;
        }
        if (lease.lastTick() < nextTick + 1) {
            return RefusalReason.LEASE;
        }
        final TargetBatch batch = table.ruled() + promised + size > maxEntities ? null : batches.take(source, sequence);
        if (batch == null) {
            return RefusalReason.NO_ROOM;
        }
        while (entities.hasNext()) {
            entities.next();
            final int record = table.findOrAdd(entities.entity());
            final RefusalReason refusal = refusal(batch, record, entities.epoch());
            if (refusal != null) {
                batches.free(batch, table);
                return refusal;
            }
            batch.entity[batch.size] = entities.entity();
            batch.record[batch.size++] = record;
            table.hold(record, 1);
        }
        promised += size;
        batch.state = State.PREPARED;
        batch.answer = Answer.PREPARED;
        batch.deadlineNs = nowNs + settings.prepareTimeoutNs();
        return null;
    }

    private RefusalReason refusal(final TargetBatch batch, final int record, final long epoch) {
        if (record == AuthorityTable.MISSING) {
            return RefusalReason.NO_ROOM;
        }
        if (batch.names(record)) {
            return RefusalReason.NULL_VAL;
        }
        if (table.role(record) == AUTHORITY) {
            return RefusalReason.ALREADY_AUTHORITY;
        }
        return epoch < table.highestEpoch(record) ? RefusalReason.STALE_EPOCH : null;
    }

    public void onAbort(final long nowNs, final int source, final long sequence, final long floor) {
        if (!lease.isValid(nowNs)) {
            return;
        }
        onFloor(source, floor);
        final TargetBatch batch = batches.find(source, sequence);
        if (batch != null && batch.state == State.PREPARED) {
            close(batch);
        }
    }

    /**
     * A frame of a Commit. The caller looked at the clock afresh (rule 7) and has dropped frames of the dead.
     *
     * @return false when this node's lease is over: nothing was read, and the source will repeat.
     */
    public boolean onCommit(final long nowNs, final int source, final CommitDecoder commit) {
        if (!lease.isValid(nowNs)) {
            return false;
        }
        final long sequence = commit.handover();
        onFloor(source, commit.floor());
        if (batches.isBelowFloor(source, sequence)) {
            return true;
        }
        final TargetBatch batch = batches.find(source, sequence);
        if (batch != null && batch.state == State.COMMITTED) {
            batch.answer = Answer.COMMITTED;
        } else if (batch != null && batch.state == State.PREPARED) {
            stage(nowNs, batch, commit);
        } else {
            refuseUnprepared(source, sequence, batch, commit);
        }
        return true;
    }

    private void stage(final long nowNs, final TargetBatch batch, final CommitDecoder commit) {
        if (!stage.take(commit, batch)) {
            malformed++;
        } else if (batch.isComplete()) {
            applyOrRefuse(nowNs, batch);
        }
    }

    private void applyOrRefuse(final long nowNs, final TargetBatch batch) {
        final boolean applicable = batch.isAboveFences(table);
        promised -= batch.size;
        if (applicable && holdsSlots(batch)) {
            apply(nowNs, batch);
        } else {
            for (int i = 0; i < batch.size; i++) {
                table.raise(batch.record[i], batch.epoch(i), batch.source);
            }
            batch.state = State.CLOSED;
            batch.refuse(HandoverPhase.COMMIT, applicable ? RefusalReason.NO_ROOM : RefusalReason.STALE_EPOCH);
        }
    }

    /** Rows for all, or none is made: one that is made and not used would stay. */
    private boolean holdsSlots(final TargetBatch batch) {
        int missing = 0;
        for (int i = 0; i < batch.size; i++) {
            missing += table.slot(batch.record[i]) == AuthorityTable.MISSING ? 1 : 0;
        }
        if (missing > slab.capacity() - slab.size()) {
            return false;
        }
        for (int i = 0; i < batch.size; i++) {
            final int record = batch.record[i];
            if (table.slot(record) == AuthorityTable.MISSING && host.slotFor(record) == AuthorityTable.MISSING) {
                return false;
            }
        }
        return true;
    }

    private void apply(final long nowNs, final TargetBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            final int record = batch.record[i];
            if (table.role(record) == DOUBT) {
                // Our own doubt about an earlier handover of it is over: it was applied, and now it is back (rule 8f).
                observer.onDoubtOver(nowNs, record);
            }
            // A host that drops the rows of what it loses has dropped this one just now.
            final int slot = table.slot(record) != AuthorityTable.MISSING ? table.slot(record) : host.slotFor(record);
            slab.load(slot, batch.rows(), batch.rowOffset(i));
            luggage.decode(slot, batch.luggage(), batch.luggageOffset(i), batch.luggageLength(i), 0);
            table.role(record, AUTHORITY, batch.epoch(i), fencing.incarnation());
            table.tick(record, slab.tick(slot));
            table.arrived(record, slab.tick(slot), standby.nextFrame());
            table.markFrame(record, 0);
            host.onGained(nowNs, record, slot);
            host.decodeInputs(slot, batch.inputs(), batch.inputsOffset(i), batch.inputsLength(i));
            observer.onTookOver(nowNs, record, batch.epoch(i), batch.source, batch.frozenAtNs);
        }
        batch.state = State.COMMITTED;
        batch.answer = Answer.COMMITTED;
        batch.nextReleaseNs = nowNs;
    }

    /**
     * Never prepared, dropped, or closed: raise the fence so that this Commit can never be applied later. A refusal that
     * could not be remembered is not given: the source repeats until there is room.
     */
    private void refuseUnprepared(
            final int source, final long sequence, final TargetBatch known, final CommitDecoder commit) {
        final CommitDecoder.EntitiesDecoder entities = commit.entities();
        while (entities.hasNext()) {
            entities.next();
            final int record = table.findOrAdd(entities.entity());
            if (record == AuthorityTable.MISSING) {
                return;
            }
            table.raise(record, entities.epoch(), source);
            entities.skipState();
            entities.skipInputs();
            entities.skipLuggage();
        }
        if (known != null) {
            known.refuse(HandoverPhase.COMMIT, RefusalReason.CLOSED);
        } else {
            final TargetBatch closed = batches.take(source, sequence);
            if (closed != null) {
                closed.refuse(HandoverPhase.COMMIT, RefusalReason.NOT_PREPARED);
            }
        }
    }

    /** A frame carried its source's floor; its fence is entered. */
    public void onFloor(final int source, final long floor) {
        if (batches.raiseFloor(source, floor)) {
            for (int i = 0; i < batches.bound(); i++) {
                final TargetBatch batch = batches.at(i);
                if (batch != null && batch.state != State.FREE && batch.source == source && batch.sequence < floor) {
                    dropPromise(batch);
                    batches.free(batch, table);
                }
            }
        }
    }

    /** Rule 9: what the dead prepared is dropped; their outcomes are no longer asked for. */
    public void onFenced() {
        for (int i = 0; i < fencing.deadCount(); i++) {
            batches.forget(fencing.deadAt(i));
        }
        for (int i = 0; i < batches.bound(); i++) {
            final TargetBatch batch = batches.at(i);
            if (batch != null && batch.state != State.FREE && fencing.isDead(batch.source)) {
                dropPromise(batch);
                batches.free(batch, table);
            }
        }
    }

    /** Send answers and releases that are due, drop what waited too long. */
    public int doWork(final long nowNs) {
        if (!lease.isValid(nowNs)) {
            return 0;
        }
        int work = batches.sendRefusals(publisher);
        for (int i = 0; i < batches.bound(); i++) {
            final TargetBatch batch = batches.at(i);
            if (batch == null || batch.state == State.FREE) {
                continue;
            }
            if (batch.state == State.PREPARED && nowNs - batch.deadlineNs >= 0) {
                close(batch);
            }
            work += answer(batch);
            if (batch.state == State.COMMITTED && nowNs - batch.nextReleaseNs >= 0 && isReleasable(batch)) {
                work += sendRelease(nowNs, batch);
            }
        }
        return work;
    }

    private int answer(final TargetBatch batch) {
        final boolean sent =
                switch (batch.answer) {
                    case NOTHING -> false;
                    case PREPARED -> publisher.prepared(batch.source, batch.sequence);
                    case REFUSED -> publisher.refused(batch.source, batch.sequence, batch.refusedPhase, batch.reason);
                    case COMMITTED -> publisher.committed(batch.source, batch.sequence);
                };
        if (sent) {
            batch.answer = Answer.NOTHING;
        }
        return sent ? 1 : 0;
    }

    private int sendRelease(final long nowNs, final TargetBatch batch) {
        if (!publisher.release(batch.source, batch.sequence)) {
            return 0;
        }
        batch.nextReleaseNs = nowNs + (RELEASE_RETRY_NS << Math.min(batch.releases++, MAX_BACKOFF_SHIFT));
        return 1;
    }

    /**
     * Does our standby hold all of it, or is it handed on and that handover released (rule 23)? A copy kept from an
     * earlier handover of it must not count: it waits for us.
     */
    private boolean isReleasable(final TargetBatch batch) {
        for (int i = 0; i < batch.size; i++) {
            final int record = batch.record[i];
            if (table.role(record) == AUTHORITY || table.role(record) == DOUBT) {
                if (!standby.isHeld(table.firstFrame(record))) {
                    return false;
                }
            } else if (kept.isNewerThan(batch.entity[i], batch.epoch(i)) || !standby.isHeld(table.markFrame(record))) {
                return false;
            }
        }
        return true;
    }

    private void close(final TargetBatch batch) {
        dropPromise(batch);
        batch.state = State.CLOSED;
        batch.answer = Answer.NOTHING;
    }

    private void dropPromise(final TargetBatch batch) {
        if (batch.state == State.PREPARED) {
            promised -= batch.size;
        }
    }
}
