package io.octarchy.tools.checker;

import io.octarchy.codec.event.CommandPassedDecoder;
import io.octarchy.codec.event.CommandStep;
import io.octarchy.codec.event.CounterDecoder;
import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.EntityCreatedDecoder;
import io.octarchy.codec.event.EntityRemovedDecoder;
import io.octarchy.codec.event.FencedDecoder;
import io.octarchy.codec.event.FrozenDecoder;
import io.octarchy.codec.event.GaugeDecoder;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.codec.event.GhostsAcceptedDecoder;
import io.octarchy.codec.event.GrantedDecoder;
import io.octarchy.codec.event.HandedOverDecoder;
import io.octarchy.codec.event.LifeDecoder;
import io.octarchy.codec.event.LifeState;
import io.octarchy.codec.event.MapAppliedDecoder;
import io.octarchy.codec.event.MessageHeaderDecoder;
import io.octarchy.codec.event.ResumedDecoder;
import io.octarchy.codec.event.ShownDecoder;
import io.octarchy.codec.event.TickRanDecoder;
import io.octarchy.codec.event.TickTimesDecoder;
import io.octarchy.codec.event.TookOverDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/** Decodes the frames of event rings for handlers, in the order in which they are given. Malformed ones are counted. */
public final class EventAdapter implements MessageHandler {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    /** How many there are of a kind of constant, numbered from 0, the one that stands for none left out. */
    private static final int LIVES = LifeState.values().length - 1;

    private static final int GAUGES = GaugeKind.values().length - 1;
    private static final int STEPS = CommandStep.values().length - 1;
    private static final int COUNTERS = CounterKind.values().length - 1;

    private final NodeEventHandler handler;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TickRanDecoder tickRan = new TickRanDecoder();
    private final TickTimesDecoder tickTimes = new TickTimesDecoder();
    private final GhostsAcceptedDecoder ghosts = new GhostsAcceptedDecoder();
    private final ShownDecoder shown = new ShownDecoder();
    private final EntityCreatedDecoder created = new EntityCreatedDecoder();
    private final EntityRemovedDecoder removed = new EntityRemovedDecoder();
    private final HandedOverDecoder handedOver = new HandedOverDecoder();
    private final TookOverDecoder tookOver = new TookOverDecoder();
    private final ResumedDecoder resumed = new ResumedDecoder();
    private final GrantedDecoder granted = new GrantedDecoder();
    private final FrozenDecoder frozen = new FrozenDecoder();
    private final CommandPassedDecoder command = new CommandPassedDecoder();
    private final MapAppliedDecoder mapApplied = new MapAppliedDecoder();
    private final LifeDecoder life = new LifeDecoder();
    private final GaugeDecoder gauge = new GaugeDecoder();
    private final CounterDecoder counter = new CounterDecoder();
    private final FencedDecoder fenced = new FencedDecoder();
    private long malformed;

    public EventAdapter(final NodeEventHandler handler) {
        this.handler = handler;
    }

    /** Frames that were no whole event of the schema. */
    public long malformed() {
        return malformed;
    }

    @Override
    public void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        onFrame(buffer, index, length);
    }

    public void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER
                || header.wrap(buffer, offset).schemaId() != MessageHeaderDecoder.SCHEMA_ID
                || HEADER + header.blockLength() > length
                || header.blockLength() < blockLength(header.templateId())
                || !onMessage(buffer, offset, length)) {
            malformed++;
        }
    }

    private boolean onMessage(final DirectBuffer buffer, final int offset, final int length) {
        switch (header.templateId()) {
            case TickRanDecoder.TEMPLATE_ID:
                return hasGroup(buffer, offset, length, TickRanDecoder.EntitiesDecoder.sbeBlockLength())
                        && onTickRan(buffer, offset);
            case GhostsAcceptedDecoder.TEMPLATE_ID:
                return hasGroup(buffer, offset, length, GhostsAcceptedDecoder.EntitiesDecoder.sbeBlockLength())
                        && onGhostsAccepted(buffer, offset);
            case FencedDecoder.TEMPLATE_ID:
                return hasGroup(buffer, offset, length, FencedDecoder.DeadDecoder.sbeBlockLength())
                        && onFenced(buffer, offset);
            case TickTimesDecoder.TEMPLATE_ID:
                return onTickTimes(buffer, offset);
            case ShownDecoder.TEMPLATE_ID:
                return onShown(buffer, offset);
            case HandedOverDecoder.TEMPLATE_ID:
                return onHandedOver(buffer, offset);
            case TookOverDecoder.TEMPLATE_ID:
                return onTookOver(buffer, offset);
            default:
                return onRareMessage(buffer, offset);
        }
    }

    private boolean onRareMessage(final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case EntityCreatedDecoder.TEMPLATE_ID:
                created.wrapAndApplyHeader(buffer, offset, header);
                handler.onEntityCreated(
                        created.node(), created.tick(), created.entity(), created.epoch(), created.quantity());
                return true;
            case EntityRemovedDecoder.TEMPLATE_ID:
                removed.wrapAndApplyHeader(buffer, offset, header);
                handler.onEntityRemoved(
                        removed.node(), removed.tick(), removed.entity(), removed.epoch(), removed.quantity());
                return true;
            case ResumedDecoder.TEMPLATE_ID:
                resumed.wrapAndApplyHeader(buffer, offset, header);
                handler.onResumed(resumed.node(), resumed.entity(), resumed.epoch());
                return true;
            case GrantedDecoder.TEMPLATE_ID:
                granted.wrapAndApplyHeader(buffer, offset, header);
                handler.onGranted(
                        granted.node(),
                        granted.entity(),
                        granted.epoch(),
                        granted.copyTick(),
                        granted.resumeTick(),
                        granted.appliedNs());
                return true;
            case CommandPassedDecoder.TEMPLATE_ID:
                command.wrapAndApplyHeader(buffer, offset, header);
                if (command.stepRaw() >= STEPS) {
                    return false;
                }
                handler.onCommandPassed(
                        command.node(),
                        command.tick(),
                        command.step(),
                        command.epoch(),
                        command.from(),
                        command.to(),
                        command.sequence(),
                        command.quantity());
                return true;
            case FrozenDecoder.TEMPLATE_ID:
                frozen.wrapAndApplyHeader(buffer, offset, header);
                handler.onFrozen(frozen.node(), frozen.entity(), frozen.fromTick(), frozen.toTick());
                return true;
            default:
                return onNodeMessage(buffer, offset);
        }
    }

    private boolean onNodeMessage(final DirectBuffer buffer, final int offset) {
        switch (header.templateId()) {
            case MapAppliedDecoder.TEMPLATE_ID:
                mapApplied.wrapAndApplyHeader(buffer, offset, header);
                handler.onMapApplied(mapApplied.node(), mapApplied.version(), mapApplied.checksum(), mapApplied.tick());
                return true;
            case LifeDecoder.TEMPLATE_ID:
                life.wrapAndApplyHeader(buffer, offset, header);
                if (life.stateRaw() >= LIVES) {
                    return false;
                }
                handler.onLife(life.node(), life.state(), life.tick(), life.atNs());
                return true;
            case GaugeDecoder.TEMPLATE_ID:
                gauge.wrapAndApplyHeader(buffer, offset, header);
                if (gauge.kindRaw() >= GAUGES) {
                    return false;
                }
                handler.onGauge(gauge.node(), gauge.kind(), gauge.used(), gauge.bound());
                return true;
            case CounterDecoder.TEMPLATE_ID:
                counter.wrapAndApplyHeader(buffer, offset, header);
                if (counter.kindRaw() >= COUNTERS) {
                    return false;
                }
                handler.onCounter(counter.node(), counter.kind(), counter.total());
                return true;
            default:
                return false;
        }
    }

    private boolean onTickRan(final DirectBuffer buffer, final int offset) {
        tickRan.wrapAndApplyHeader(buffer, offset, header);
        final int node = tickRan.node();
        final long tick = tickRan.tick();
        final boolean last = tickRan.last() == 1;
        final TickRanDecoder.EntitiesDecoder entities = tickRan.entities();
        while (entities.hasNext()) {
            entities.next();
            handler.onTickRan(node, tick, entities.entity(), entities.epoch(), entities.quantity());
        }
        handler.onTickRanEnd(node, tick, last);
        return true;
    }

    private boolean onGhostsAccepted(final DirectBuffer buffer, final int offset) {
        ghosts.wrapAndApplyHeader(buffer, offset, header);
        final int node = ghosts.node();
        final int owner = ghosts.owner();
        final long tick = ghosts.tick();
        final GhostsAcceptedDecoder.EntitiesDecoder entities = ghosts.entities();
        while (entities.hasNext()) {
            entities.next();
            handler.onGhostAccepted(node, owner, tick, entities.entity(), entities.epoch());
        }
        return true;
    }

    private boolean onFenced(final DirectBuffer buffer, final int offset) {
        fenced.wrapAndApplyHeader(buffer, offset, header);
        final int node = fenced.node();
        final int fence = fenced.fence();
        final FencedDecoder.DeadDecoder dead = fenced.dead();
        while (dead.hasNext()) {
            handler.onFenced(node, fence, dead.next().incarnation());
        }
        return true;
    }

    private boolean onTickTimes(final DirectBuffer buffer, final int offset) {
        tickTimes.wrapAndApplyHeader(buffer, offset, header);
        handler.onTickTimes(
                tickTimes.node(),
                tickTimes.tick(),
                tickTimes.dueNs(),
                tickTimes.sentNs(),
                tickTimes.allocatedBytes(),
                tickTimes.entities(),
                tickTimes.sessions(),
                tickTimes.ghosts(),
                tickTimes.frozenTicks());
        handler.onLoad(tickTimes.node(), tickTimes.tick(), tickTimes.load());
        return true;
    }

    private boolean onShown(final DirectBuffer buffer, final int offset) {
        shown.wrapAndApplyHeader(buffer, offset, header);
        handler.onShown(shown.node(), shown.tick(), shown.acked(), shown.unprotected() == 1);
        return true;
    }

    private boolean onHandedOver(final DirectBuffer buffer, final int offset) {
        handedOver.wrapAndApplyHeader(buffer, offset, header);
        handler.onHandedOver(
                handedOver.node(),
                handedOver.target(),
                handedOver.entity(),
                handedOver.epoch(),
                handedOver.handover(),
                handedOver.lastTick(),
                handedOver.prepareNs(),
                handedOver.committedNs(),
                handedOver.byMap() == 1);
        return true;
    }

    private boolean onTookOver(final DirectBuffer buffer, final int offset) {
        tookOver.wrapAndApplyHeader(buffer, offset, header);
        handler.onTookOver(
                tookOver.node(),
                tookOver.sourceNode(),
                tookOver.entity(),
                tookOver.epoch(),
                tookOver.lastTick(),
                tookOver.frozenAtNs(),
                tookOver.appliedNs());
        return true;
    }

    private boolean hasGroup(final DirectBuffer buffer, final int offset, final int length, final int minEntryLength) {
        final int group = HEADER + header.blockLength();
        if (group + 4 > length) {
            return false;
        }
        final int entryLength = buffer.getShort(offset + group, MessageHeaderDecoder.BYTE_ORDER) & 0xFFFF;
        final int entries = buffer.getShort(offset + group + 2, MessageHeaderDecoder.BYTE_ORDER) & 0xFFFF;
        return (entries == 0 || entryLength >= minEntryLength) && group + 4 + (long) entryLength * entries <= length;
    }

    /** The least that the fixed part of a kind of event has. */
    private static int blockLength(final int templateId) {
        return switch (templateId) {
            case TickRanDecoder.TEMPLATE_ID -> TickRanDecoder.BLOCK_LENGTH;
            case TickTimesDecoder.TEMPLATE_ID -> TickTimesDecoder.BLOCK_LENGTH;
            case GhostsAcceptedDecoder.TEMPLATE_ID -> GhostsAcceptedDecoder.BLOCK_LENGTH;
            case ShownDecoder.TEMPLATE_ID -> ShownDecoder.BLOCK_LENGTH;
            case EntityCreatedDecoder.TEMPLATE_ID -> EntityCreatedDecoder.BLOCK_LENGTH;
            case EntityRemovedDecoder.TEMPLATE_ID -> EntityRemovedDecoder.BLOCK_LENGTH;
            case HandedOverDecoder.TEMPLATE_ID -> HandedOverDecoder.BLOCK_LENGTH;
            case TookOverDecoder.TEMPLATE_ID -> TookOverDecoder.BLOCK_LENGTH;
            case ResumedDecoder.TEMPLATE_ID -> ResumedDecoder.BLOCK_LENGTH;
            case GrantedDecoder.TEMPLATE_ID -> GrantedDecoder.BLOCK_LENGTH;
            case FrozenDecoder.TEMPLATE_ID -> FrozenDecoder.BLOCK_LENGTH;
            case CommandPassedDecoder.TEMPLATE_ID -> CommandPassedDecoder.BLOCK_LENGTH;
            case MapAppliedDecoder.TEMPLATE_ID -> MapAppliedDecoder.BLOCK_LENGTH;
            case LifeDecoder.TEMPLATE_ID -> LifeDecoder.BLOCK_LENGTH;
            case GaugeDecoder.TEMPLATE_ID -> GaugeDecoder.BLOCK_LENGTH;
            case CounterDecoder.TEMPLATE_ID -> CounterDecoder.BLOCK_LENGTH;
            case FencedDecoder.TEMPLATE_ID -> FencedDecoder.BLOCK_LENGTH;
            default -> 0;
        };
    }
}
