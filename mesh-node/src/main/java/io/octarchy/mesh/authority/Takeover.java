package io.octarchy.mesh.authority;

import static io.octarchy.mesh.authority.AuthorityRole.AUTHORITY;

import io.octarchy.codec.control.GrantsDecoder;
import io.octarchy.replicator.slab.EntitySlab;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/** Applies grants (rules 13, 14, 22): the entity goes on here, from the best copy, at an epoch above all others. */
public final class Takeover {
    /** Told of every entity that was granted here. */
    @FunctionalInterface
    public interface Observer {
        void onGranted(long nowNs, int record, long epoch, long copyTick, long resumeTick);
    }

    private final Fencing fencing;
    private final LeaseGuard lease;
    private final AuthorityTable table;
    private final EntitySlab slab;
    private final StandbyProgress standby;
    private final AuthorityHost host;
    private final Luggage luggage;
    private final FrozenSnapshot snapshot;
    private final HandoverSource source;
    private final Observer observer;
    private final Long2LongHashMap appliedFence = new Long2LongHashMap(0);
    private int newestApplied;
    private long unusable;

    public Takeover(
            final AuthorityContext context,
            final FrozenSnapshot snapshot,
            final HandoverSource source,
            final Observer observer) {
        fencing = context.fencing();
        lease = context.lease();
        table = context.table();
        slab = context.slab();
        standby = context.standby();
        host = context.host();
        luggage = context.luggage();
        this.snapshot = snapshot;
        this.source = source;
        this.observer = observer;
    }

    /** Grants for which no copy was found here: must stay 0. */
    public long unusable() {
        return unusable;
    }

    /**
     * Apply a page of grants.
     *
     * @return true when the page is dealt with and may be acked; false to be told again later.
     */
    public boolean onGrants(final long nowNs, final GrantsDecoder grants) {
        final int fence = grants.fence();
        if (fence <= fencing.closed()) {
            return true;
        }
        // A newer fence than the grant's is no reason to let it go: that takeover counts it as a claim until it is
        // acked.
        if (!lease.isValid(nowNs) || fencing.fence() < fence) {
            return false;
        }
        if (newestApplied <= fencing.closed()) {
            appliedFence.clear();
        }
        final long resumeTick = grants.resumeTick();
        final GrantsDecoder.EntitiesDecoder entities = grants.entities();
        boolean all = true;
        while (entities.hasNext()) {
            entities.next();
            final long entity = entities.entity();
            // Remembered apart from the fence record, which may be forgotten when the entity was handed on (rules 14,
            // 18).
            all &= appliedFence.get(entity) >= fence || apply(nowNs, fence, entity, resumeTick);
        }
        return all;
    }

    private boolean apply(final long nowNs, final int fence, final long entity, final long resumeTick) {
        final long epoch = Epoch.of(fence, 0);
        final int record = table.findOrAdd(entity);
        if (record == AuthorityTable.MISSING) {
            return false;
        }
        if (epoch <= table.highestEpoch(record)) {
            return true;
        }
        final int at = snapshot.find(entity);
        if (at == FrozenSnapshot.MISSING || snapshot.copyEpoch(at) == 0) {
            unusable++;
            return true;
        }
        final int slot = table.slot(record) != AuthorityTable.MISSING ? table.slot(record) : host.slotFor(record);
        if (slot == AuthorityTable.MISSING) {
            return false;
        }
        if (table.handover(record) != 0 && table.role(record) == AUTHORITY) {
            source.cancel(nowNs, record);
        }
        final DirectBuffer rows = snapshot.copyRows(at);
        if (rows == null) {
            unusable++;
            return true;
        }
        slab.load(slot, rows, snapshot.copyOffset(at));
        snapshot.copyLuggage(at, slot, luggage, standby.nextFrame());
        final long copyTick = slab.tick(slot);
        table.handover(record, 0);
        table.role(record, AUTHORITY, epoch, fencing.incarnation());
        slab.epoch(slot, epoch);
        slab.tick(slot, Math.max(copyTick, resumeTick - 1));
        table.tick(record, slab.tick(slot));
        table.arrived(record, copyTick, standby.nextFrame());
        table.markFrame(record, standby.nextFrame());
        appliedFence.put(entity, fence);
        newestApplied = Math.max(newestApplied, fence);
        host.onGained(nowNs, record, slot);
        observer.onGranted(nowNs, record, epoch, copyTick, resumeTick);
        return true;
    }
}
