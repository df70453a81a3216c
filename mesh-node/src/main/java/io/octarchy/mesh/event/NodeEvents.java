package io.octarchy.mesh.event;

import io.octarchy.codec.event.CommandPassedEncoder;
import io.octarchy.codec.event.CommandStep;
import io.octarchy.codec.event.CounterEncoder;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.EntityCreatedEncoder;
import io.octarchy.codec.event.EntityRemovedEncoder;
import io.octarchy.codec.event.FrozenEncoder;
import io.octarchy.codec.event.GaugeEncoder;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.GrantedEncoder;
import io.octarchy.codec.event.HandedOverEncoder;
import io.octarchy.codec.event.LifeEncoder;
import io.octarchy.codec.event.LifeState;
import io.octarchy.codec.event.MapAppliedEncoder;
import io.octarchy.codec.event.MessageHeaderEncoder;
import io.octarchy.codec.event.ResumedEncoder;
import io.octarchy.codec.event.ShownEncoder;
import io.octarchy.codec.event.TickTimesEncoder;
import io.octarchy.codec.event.TookOverEncoder;
import io.octarchy.replicator.frame.FrameChannel;

/**
 * A node's events, encoded into a channel as they happen. It never blocks and never waits: an event that finds no room is
 * lost and counted, and an observer that reads the count knows that it no longer sees everything.
 *
 * <p>Groups of any size are written between a begin and an end, and go out as several messages when one frame does not
 * hold them. Allocates nothing after construction. Not thread safe: the node's own thread writes.
 */
public final class NodeEvents {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final FrameChannel channel;
    private final EventGroups groups;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickTimesEncoder tickTimes = new TickTimesEncoder();
    private final ShownEncoder shown = new ShownEncoder();
    private final EntityCreatedEncoder created = new EntityCreatedEncoder();
    private final EntityRemovedEncoder removed = new EntityRemovedEncoder();
    private final HandedOverEncoder handedOver = new HandedOverEncoder();
    private final TookOverEncoder tookOver = new TookOverEncoder();
    private final ResumedEncoder resumed = new ResumedEncoder();
    private final GrantedEncoder granted = new GrantedEncoder();
    private final FrozenEncoder frozen = new FrozenEncoder();
    private final MapAppliedEncoder mapApplied = new MapAppliedEncoder();
    private final LifeEncoder life = new LifeEncoder();
    private final GaugeEncoder gauge = new GaugeEncoder();
    private final CounterEncoder counter = new CounterEncoder();
    private final CommandPassedEncoder command = new CommandPassedEncoder();
    private int node;
    private long lost;
    private long lostTold;

    /** @param channel where the events go; its frames must hold the largest single event and an entry of each group. */
    public NodeEvents(final FrameChannel channel) {
        this.channel = channel;
        groups = new EventGroups(channel);
    }

    /** Incarnation that all further events name; changes when the node joins anew. */
    public void node(final int incarnation) {
        node = incarnation;
    }

    /** Events that found no room, batches counted as one event a message. */
    public long lost() {
        return lost + groups.lost();
    }

    /** Start naming the entities that ran in a tick. */
    public void tickRanBegin(final long tick) {
        groups.tickRanBegin(node, tick);
    }

    /**
     * One entity of the tick begun.
     *
     * @param quantity counted quantity that the entity holds after the tick.
     */
    public void tickRan(final long entity, final long epoch, final long quantity) {
        groups.tickRan(entity, epoch, quantity);
    }

    /** All entities of the tick are named, also when there was none: the tick is over at this node. */
    public void tickRanEnd() {
        groups.tickRanEnd();
    }

    /** Start naming the entities of one owner whose state of one tick this node accepted. */
    public void ghostsAcceptedBegin(final int owner, final long tick) {
        groups.ghostsAcceptedBegin(node, owner, tick);
    }

    public void ghostAccepted(final long entity, final long epoch) {
        groups.ghostAccepted(entity, epoch);
    }

    /** All are named; nothing is written when there was none. */
    public void ghostsAcceptedEnd() {
        groups.ghostsAcceptedEnd();
    }

    /** Start naming the dead of a fence entered. */
    public void fencedBegin(final int fence) {
        groups.fencedBegin(node, fence);
    }

    public void fencedDead(final int incarnation) {
        groups.fencedDead(incarnation);
    }

    public void fencedEnd() {
        groups.fencedEnd();
    }

    /** Once a tick; also tells the count of lost events when it has grown. */
    public void tickTimes(
            final long tick,
            final long dueNs,
            final long startNs,
            final long sentNs,
            final long allocatedBytes,
            final int entities,
            final int sessions,
            final int ghosts,
            final int frozenTicks,
            final long load) {
        final long lostNow = lost();
        if (lostNow != lostTold && counter(CounterKind.EVENTS_LOST, lostNow)) {
            lostTold = lostNow;
        }
        final int offset = claim(TickTimesEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            tickTimes
                    .wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .tick(tick)
                    .dueNs(dueNs)
                    .startNs(startNs)
                    .sentNs(sentNs)
                    .allocatedBytes(allocatedBytes)
                    .entities(entities)
                    .sessions(sessions)
                    .ghosts(ghosts)
                    .frozenTicks(frozenTicks)
                    .load(load);
            channel.commit();
        }
    }

    /**
     * A command took a step on its way from entity to entity.
     *
     * @param epoch of the entity that took it: the sender, or the target in APPLIED.
     * @param quantity counted quantity that the command carries.
     */
    public void commandPassed(
            final long tick,
            final CommandStep step,
            final long epoch,
            final long from,
            final long to,
            final long sequence,
            final long quantity) {
        final int offset = claim(CommandPassedEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            command.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .tick(tick)
                    .step(step)
                    .epoch(epoch)
                    .from(from)
                    .to(to)
                    .sequence(sequence)
                    .quantity(quantity);
            channel.commit();
        }
    }

    /**
     * Newest tick that this node showed anybody.
     *
     * @param acked newest tick that its present standby acked; below 0: there is no standby.
     */
    public void shown(final long tick, final long acked, final boolean unprotected) {
        final int offset = claim(ShownEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            shown.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .tick(tick)
                    .acked(acked)
                    .unprotected((short) (unprotected ? 1 : 0));
            channel.commit();
        }
    }

    /**
     * An entity counts as created: its standby has it (protocol rule 23), or there is none to have it.
     *
     * @param tick it runs from the tick after this one.
     */
    public void entityCreated(final long tick, final long entity, final long epoch, final long quantity) {
        final int offset = claim(EntityCreatedEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            created.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .tick(tick)
                    .entity(entity)
                    .epoch(epoch)
                    .quantity(quantity);
            channel.commit();
        }
    }

    /** @param tick the last tick that it ran. */
    public void entityRemoved(final long tick, final long entity, final long epoch, final long quantity) {
        final int offset = claim(EntityRemovedEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            removed.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .tick(tick)
                    .entity(entity)
                    .epoch(epoch)
                    .quantity(quantity);
            channel.commit();
        }
    }

    /** By the source, when Committed came; epoch is the target's. */
    public void handedOver(
            final int target,
            final long entity,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean byMap) {
        final int offset = claim(HandedOverEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            handedOver
                    .wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .target(target)
                    .entity(entity)
                    .epoch(epoch)
                    .handover(handover)
                    .lastTick(lastTick)
                    .prepareNs(prepareNs)
                    .committedNs(committedNs)
                    .byMap((short) (byMap ? 1 : 0));
            channel.commit();
        }
    }

    /** By the target, when it applied Commit; epoch is its own. */
    public void tookOver(
            final int source,
            final long entity,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {
        final int offset = claim(TookOverEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            tookOver.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .sourceNode(source)
                    .entity(entity)
                    .epoch(epoch)
                    .lastTick(lastTick)
                    .frozenAtNs(frozenAtNs)
                    .appliedNs(appliedNs);
            channel.commit();
        }
    }

    /** Authority again after a refused Commit. */
    public void resumed(final long entity, final long epoch) {
        final int offset = claim(ResumedEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            resumed.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .entity(entity)
                    .epoch(epoch);
            channel.commit();
        }
    }

    /** A takeover's grant was applied. */
    public void granted(
            final long entity, final long epoch, final long copyTick, final long resumeTick, final long appliedNs) {
        final int offset = claim(GrantedEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            granted.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .entity(entity)
                    .epoch(epoch)
                    .copyTick(copyTick)
                    .resumeTick(resumeTick)
                    .appliedNs(appliedNs);
            channel.commit();
        }
    }

    /** Ticks of an entity, both named included, passed without being simulated. */
    public void frozen(final long entity, final long fromTick, final long toTick) {
        final int offset = claim(FrozenEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            frozen.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .entity(entity)
                    .fromTick(fromTick)
                    .toTick(toTick);
            channel.commit();
        }
    }

    public void mapApplied(final long version, final long checksum, final long tick) {
        final int offset = claim(MapAppliedEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            mapApplied
                    .wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .version(version)
                    .checksum(checksum)
                    .tick(tick);
            channel.commit();
        }
    }

    public void life(final LifeState state, final long tick, final long atNs) {
        final int offset = claim(LifeEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            life.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .state(state)
                    .tick(tick)
                    .atNs(atNs);
            channel.commit();
        }
    }

    /** Fill of a bounded structure. */
    public void gauge(final GaugeKind kind, final long used, final long bound) {
        final int offset = claim(GaugeEncoder.BLOCK_LENGTH);
        if (offset >= 0) {
            gauge.wrapAndApplyHeader(channel.buffer(), offset, header)
                    .node(node)
                    .kind(kind)
                    .used(used)
                    .bound(bound);
            channel.commit();
        }
    }

    /**
     * A total since the start.
     *
     * @return whether it was written.
     */
    public boolean counter(final CounterKind kind, final long total) {
        final int offset = claim(CounterEncoder.BLOCK_LENGTH);
        if (offset < 0) {
            return false;
        }
        counter.wrapAndApplyHeader(channel.buffer(), offset, header)
                .node(node)
                .kind(kind)
                .total(total);
        channel.commit();
        return true;
    }

    private int claim(final int blockLength) {
        final int offset = channel.claim(HEADER_LENGTH + blockLength);
        if (offset < 0) {
            lost++;
        }
        return offset;
    }
}
