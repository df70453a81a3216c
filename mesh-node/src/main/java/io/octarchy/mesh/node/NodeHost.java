package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.HANDOVER_ABORTS;

import io.octarchy.mesh.api.Simulation;
import io.octarchy.mesh.authority.AuthorityHost;
import io.octarchy.mesh.authority.AuthorityTable;
import io.octarchy.mesh.authority.HandoverObserver;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.Takeover;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.mesh.store.ImageSender;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What the protocol does to the node: entities come, freeze and go. */
final class NodeHost implements AuthorityHost, HandoverObserver, Takeover.Observer {
    private final World world;
    private final Simulation game;
    private final NodeEvents events;
    private final NodeCounters counters;
    private final InputQueues inputs;
    private final EntityCursor cursor;
    private final int restTicks;
    private Avatars avatars;
    private Peers peers;
    private Ghosts ghosts;
    private Territory territory;
    private HandoverSource handovers;
    private ImageSender images;
    private int[] arrivals = new int[0];
    private int arrivalCount;
    private long lastTick;

    NodeHost(
            final World world,
            final Simulation game,
            final NodeEvents events,
            final NodeCounters counters,
            final InputQueues inputs,
            final int restTicks) {
        this.world = world;
        this.game = game;
        this.events = events;
        this.counters = counters;
        this.inputs = inputs;
        this.restTicks = restTicks;
        cursor = new EntityCursor(world);
    }

    void wire(
            final Avatars newAvatars,
            final Peers newPeers,
            final Ghosts newGhosts,
            final Territory newTerritory,
            final HandoverSource newHandovers,
            final ImageSender newImages) {
        avatars = newAvatars;
        peers = newPeers;
        ghosts = newGhosts;
        territory = newTerritory;
        handovers = newHandovers;
        images = newImages;
        arrivals = new int[world.slab().capacity()];
    }

    @Override
    public boolean sees(final long nowNs) {
        return peers.sees(nowNs);
    }

    @Override
    public int slotFor(final int record) {
        return world.slotFor(record);
    }

    @Override
    public void onGained(final long nowNs, final int record, final int slot) {
        world.ghostOwner(slot, 0, 0);
        world.place(slot);
        world.load(slot);
        territory.onGained(slot, 0);
        avatars.onGained(slot);
        if (arrivalCount < arrivals.length) {
            arrivals[arrivalCount++] = slot;
        }
        game.onAuthorityGained(cursor.at(slot));
    }

    @Override
    public void onFrozen(final long nowNs, final int record, final int slot) {
        world.slab().restUntil(slot, world.slab().tick(slot) + restTicks);
        avatars.onFrozen(slot);
        images.onFrozen(record, slot);
    }

    @Override
    public void onLost(final long nowNs, final int record, final int slot, final int owner) {
        world.unload(slot);
        avatars.onLost(nowNs, slot, owner);
        peers.onAuthorityLost(slot);
        ghosts.onAuthorityLost(slot);
        game.onAuthorityLost(cursor.at(slot));
    }

    @Override
    public int inputsLength(final int slot) {
        return inputs.encodedLength(slot);
    }

    @Override
    public void encodeInputs(final int slot, final MutableDirectBuffer buffer, final int offset) {
        inputs.encode(slot, buffer, offset);
    }

    @Override
    public void decodeInputs(final int slot, final DirectBuffer buffer, final int offset, final int length) {
        inputs.decode(slot, buffer, offset, length);
    }

    @Override
    public void onHandedOver(
            final long nowNs,
            final int record,
            final long epoch,
            final int target,
            final long sequence,
            final long startedNs,
            final boolean byMap) {
        events.handedOver(
                target,
                world.table().entity(record),
                epoch,
                sequence,
                world.table().tick(record),
                startedNs,
                nowNs,
                byMap);
    }

    @Override
    public void onTookOver(
            final long nowNs, final int record, final long epoch, final int source, final long frozenAtNs) {
        world.writer(world.table().slot(record), source);
        territory.onGained(world.table().slot(record), source);
        events.tookOver(
                source, world.table().entity(record), epoch, world.table().tick(record), frozenAtNs, nowNs);
    }

    @Override
    public void onResumed(final long nowNs, final int record, final long epoch) {
        events.resumed(world.table().entity(record), epoch);
    }

    @Override
    public void onDoubtOver(final long nowNs, final int record) {
        handovers.onDoubtOver(nowNs, record);
    }

    @Override
    public void onAborted(final long nowNs, final int target, final int size) {
        counters.add(HANDOVER_ABORTS, size);
    }

    @Override
    public void onGranted(
            final long nowNs, final int record, final long epoch, final long copyTick, final long resumeTick) {
        world.writer(world.table().slot(record), world.table().highestOwner(record));
        avatars.onGranted(world.table().slot(record), lastTick);
        events.granted(world.table().entity(record), epoch, copyTick, resumeTick, nowNs);
    }

    /** A tick has run. */
    void onTickRan(final long tick) {
        lastTick = tick;
        avatars.onTickRan(tick);
    }

    /** Entities that came here since the last call run the ticks that they missed on the way. */
    int catchUp(final long lastTick, final int maxTicks, final TickRunner ticks) {
        final int count = arrivalCount;
        arrivalCount = 0;
        for (int i = 0; i < count; i++) {
            final int slot = arrivals[i];
            final AuthorityTable table = world.table();
            if (table.isAuthority(table.recordOfSlot(slot))) {
                ticks.freezeUpTo(slot, lastTick - maxTicks);
                for (long tick = world.slab().tick(slot) + 1;
                        tick <= lastTick && table.isAuthority(table.recordOfSlot(slot));
                        tick++) {
                    ticks.runOne(tick, slot);
                }
            }
        }
        return count;
    }
}
