package io.octarchy.mesh.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeEventsTest {
    private static final int FRAME = 256;

    private final ArrayFrameChannel channel = new ArrayFrameChannel(FRAME, Integer.MAX_VALUE);
    private final NodeEvents events = new NodeEvents(channel);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    NodeEventsTest() {
        events.node(7);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "9,1", "10,2", "18,2", "100,12"})
    void shouldSplitATickIntoFramesAndMarkTheLast(final int entities, final int frames) {
        events.tickRanBegin(5);
        for (int i = 0; i < entities; i++) {
            events.tickRan(i, 10 + i, 20 + i);
        }
        events.tickRanEnd();

        assertEquals(frames, channel.frames().size());
        int seen = 0;
        for (int f = 0; f < frames; f++) {
            final UnsafeBuffer frame = channel.frames().get(f);
            assertTrue(frame.capacity() <= FRAME);
            final TickRanDecoder tickRan = new TickRanDecoder().wrapAndApplyHeader(frame, 0, header);
            assertEquals(7, tickRan.node());
            assertEquals(5, tickRan.tick());
            assertEquals(f == frames - 1 ? 1 : 0, tickRan.last());
            for (final TickRanDecoder.EntitiesDecoder entity : tickRan.entities()) {
                assertEquals(seen, entity.entity());
                assertEquals(10 + seen, entity.epoch());
                assertEquals(20 + seen, entity.quantity());
                seen++;
            }
            assertEquals(frame.capacity(), tickRan.limit());
        }
        assertEquals(entities, seen);
    }

    @Test
    void shouldNameGhostsByOwnerAndTickAndBeSilentWithout() {
        events.ghostsAcceptedBegin(3, 9);
        events.ghostsAcceptedEnd();
        assertEquals(0, channel.frames().size());

        events.ghostsAcceptedBegin(3, 9);
        for (int i = 0; i < 40; i++) {
            events.ghostAccepted(i, -i);
        }
        events.ghostsAcceptedEnd();
        int seen = 0;
        for (final UnsafeBuffer frame : channel.frames()) {
            final GhostsAcceptedDecoder ghosts = new GhostsAcceptedDecoder().wrapAndApplyHeader(frame, 0, header);
            assertEquals(7, ghosts.node());
            assertEquals(3, ghosts.owner());
            assertEquals(9, ghosts.tick());
            for (final GhostsAcceptedDecoder.EntitiesDecoder ghost : ghosts.entities()) {
                assertEquals(seen, ghost.entity());
                assertEquals(-seen++, ghost.epoch());
            }
        }
        assertEquals(40, seen);
    }

    @Test
    void shouldKeepBatchesOfDifferentKindsApart() {
        events.tickRanBegin(5);
        events.tickRan(1, 1, 1);
        events.ghostsAcceptedBegin(3, 4);
        events.ghostAccepted(2, 2);
        events.ghostsAcceptedEnd();
        events.tickRan(3, 3, 3);
        events.tickRanEnd();
        assertEquals(
                2,
                new TickRanDecoder()
                        .wrapAndApplyHeader(channel.frames().get(1), 0, header)
                        .entities()
                        .count());
        assertThrows(IllegalStateException.class, () -> events.tickRan(1, 1, 1));
        assertThrows(IllegalStateException.class, events::ghostsAcceptedEnd);
    }

    @Test
    void shouldWriteEachEventAsGiven() {
        events.tickTimes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        events.shown(10, 11, true);
        events.entityCreated(12, 13, 14, 15);
        events.entityRemoved(16, 17, 18, 19);
        events.handedOver(20, 21, 22, 23, 24, 25, 26, true);
        events.tookOver(27, 28, 29, 30, 31, 32);
        events.resumed(33, 34);
        events.granted(35, 36, 37, 38, 39);
        events.frozen(40, 41, 42);
        events.mapApplied(43, 44, 45);
        events.life(LifeState.SUSPENDED, 46, 47);
        events.gauge(GaugeKind.KEPT_COPIES, 48, 49);
        events.counter(CounterKind.CROSSINGS, 50);
        events.fencedBegin(51);
        events.fencedDead(52);
        events.fencedDead(53);
        events.fencedEnd();

        final String all = channel.frames().stream().map(this::text).reduce("", String::concat);
        assertEquals(
                "times 1 2 3 4 5 6 7 8 9 10;shown 10 11 1;created 12 13 14 15;removed 16 17 18 19;"
                        + "handed 20 21 22 23 24 25 26 1;took 27 28 29 30 31 32;resumed 33 34;granted 35 36 37 38 39;"
                        + "frozen 40 41 42;map 43 44 45;life SUSPENDED 46 47;gauge KEPT_COPIES 48 49;"
                        + "counter CROSSINGS 50;fenced 51 52 53;",
                all);
        assertEquals(0, events.lost());
    }

    @Test
    void shouldCountWhatFindsNoRoomAndTellItOnceThereIsSome() {
        channel.room(0);
        events.resumed(1, 1);
        events.tickRanBegin(1);
        events.tickRanEnd();
        assertEquals(2, events.lost());

        channel.room(10);
        events.tickTimes(1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        events.tickTimes(2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals(3, channel.frames().size());
        assertEquals("counter EVENTS_LOST 2;", text(channel.frames().get(0)));
    }

    @Test
    void shouldRefuseAChannelWhoseFramesAreTooSmall() {
        assertThrows(IllegalArgumentException.class, () -> new NodeEvents(new ArrayFrameChannel(32, 1)));
    }

    private String text(final UnsafeBuffer b) {
        return switch (header.wrap(b, 0).templateId()) {
            case TickTimesDecoder.TEMPLATE_ID -> {
                final TickTimesDecoder d = new TickTimesDecoder().wrapAndApplyHeader(b, 0, header);
                yield line(
                        "times",
                        d.node(),
                        d.tick(),
                        d.dueNs(),
                        d.startNs(),
                        d.sentNs(),
                        d.allocatedBytes(),
                        d.entities(),
                        d.sessions(),
                        d.ghosts(),
                        d.frozenTicks(),
                        d.load());
            }
            case ShownDecoder.TEMPLATE_ID -> {
                final ShownDecoder d = new ShownDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("shown", d.node(), d.tick(), d.acked(), d.unprotected());
            }
            case EntityCreatedDecoder.TEMPLATE_ID -> {
                final EntityCreatedDecoder d = new EntityCreatedDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("created", d.node(), d.tick(), d.entity(), d.epoch(), d.quantity());
            }
            case EntityRemovedDecoder.TEMPLATE_ID -> {
                final EntityRemovedDecoder d = new EntityRemovedDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("removed", d.node(), d.tick(), d.entity(), d.epoch(), d.quantity());
            }
            case HandedOverDecoder.TEMPLATE_ID -> {
                final HandedOverDecoder d = new HandedOverDecoder().wrapAndApplyHeader(b, 0, header);
                yield line(
                        "handed",
                        d.node(),
                        d.target(),
                        d.entity(),
                        d.epoch(),
                        d.handover(),
                        d.lastTick(),
                        d.prepareNs(),
                        d.committedNs(),
                        d.byMap());
            }
            case TookOverDecoder.TEMPLATE_ID -> {
                final TookOverDecoder d = new TookOverDecoder().wrapAndApplyHeader(b, 0, header);
                yield line(
                        "took",
                        d.node(),
                        d.sourceNode(),
                        d.entity(),
                        d.epoch(),
                        d.lastTick(),
                        d.frozenAtNs(),
                        d.appliedNs());
            }
            default -> rest(b);
        };
    }

    private String rest(final UnsafeBuffer b) {
        return switch (header.wrap(b, 0).templateId()) {
            case ResumedDecoder.TEMPLATE_ID -> {
                final ResumedDecoder d = new ResumedDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("resumed", d.node(), d.entity(), d.epoch());
            }
            case GrantedDecoder.TEMPLATE_ID -> {
                final GrantedDecoder d = new GrantedDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("granted", d.node(), d.entity(), d.epoch(), d.copyTick(), d.resumeTick(), d.appliedNs());
            }
            case FrozenDecoder.TEMPLATE_ID -> {
                final FrozenDecoder d = new FrozenDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("frozen", d.node(), d.entity(), d.fromTick(), d.toTick());
            }
            case MapAppliedDecoder.TEMPLATE_ID -> {
                final MapAppliedDecoder d = new MapAppliedDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("map", d.node(), d.version(), d.checksum(), d.tick());
            }
            case LifeDecoder.TEMPLATE_ID -> {
                final LifeDecoder d = new LifeDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("life " + d.state(), d.node(), d.tick(), d.atNs());
            }
            case GaugeDecoder.TEMPLATE_ID -> {
                final GaugeDecoder d = new GaugeDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("gauge " + d.kind(), d.node(), d.used(), d.bound());
            }
            case CounterDecoder.TEMPLATE_ID -> {
                final CounterDecoder d = new CounterDecoder().wrapAndApplyHeader(b, 0, header);
                yield line("counter " + d.kind(), d.node(), d.total());
            }
            case FencedDecoder.TEMPLATE_ID -> {
                final FencedDecoder d = new FencedDecoder().wrapAndApplyHeader(b, 0, header);
                final FencedDecoder.DeadDecoder dead = d.dead();
                yield line(
                        "fenced",
                        d.node(),
                        d.fence(),
                        dead.next().incarnation(),
                        dead.next().incarnation());
            }
            default -> throw new AssertionError(header.templateId());
        };
    }

    private static String line(final String name, final int node, final long... values) {
        assertEquals(7, node);
        final StringBuilder line = new StringBuilder(name);
        for (final long value : values) {
            line.append(' ').append(value);
        }
        return line.append(';').toString();
    }
}
