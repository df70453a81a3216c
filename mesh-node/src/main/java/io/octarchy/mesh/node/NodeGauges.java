package io.octarchy.mesh.node;

import static io.octarchy.codec.event.CounterKind.BACK_PRESSURED;
import static io.octarchy.codec.event.CounterKind.COMMANDS_ABANDONED;
import static io.octarchy.codec.event.CounterKind.COMMANDS_APPLIED;
import static io.octarchy.codec.event.CounterKind.COMMANDS_FORWARDED;
import static io.octarchy.codec.event.CounterKind.COMMANDS_PUT_OFF;
import static io.octarchy.codec.event.CounterKind.COMMANDS_REFUSED;
import static io.octarchy.codec.event.CounterKind.COMMANDS_RETURNED;
import static io.octarchy.codec.event.CounterKind.COMMANDS_SENT;
import static io.octarchy.codec.event.CounterKind.PLACES_CLAMPED;
import static io.octarchy.codec.event.CounterKind.UPDATES_DUE;
import static io.octarchy.codec.event.CounterKind.UPDATES_SENT;
import static io.octarchy.codec.event.CounterKind.VIEW_BYTES;

import io.octarchy.codec.event.CounterKind;
import io.octarchy.codec.event.GaugeKind;
import io.octarchy.mesh.authority.HandoverSource;
import io.octarchy.mesh.authority.HandoverTarget;
import io.octarchy.mesh.authority.KeptCopies;
import io.octarchy.mesh.authority.StandbyCopies;
import io.octarchy.mesh.authority.StandbySender;
import io.octarchy.mesh.command.Commands;
import io.octarchy.mesh.config.LimitSettings;
import io.octarchy.mesh.config.MeshSettings;
import io.octarchy.mesh.event.NodeEvents;
import io.octarchy.replicator.view.ViewComposer;

/** Writes how full each bounded thing is, and all counters, once a second (I7). */
final class NodeGauges {
    private static final long PERIOD_NS = 1_000_000_000L;
    private static final CounterKind[] COUNTERS = CounterKind.values();

    private final MeshSettings settings;
    private final World world;
    private final Avatars avatars;
    private final Ghosts ghosts;
    private final InputQueues inputs;
    private final HandoverSource source;
    private final HandoverTarget target;
    private final KeptCopies kept;
    private final StandbyCopies copies;
    private final StandbySender standby;
    private final ViewComposer views;
    private final CommandPost post;
    private final NodeEvents events;
    private final NodeCounters counters;
    private long nextNs;

    NodeGauges(
            final long nowNs,
            final MeshSettings settings,
            final World world,
            final Avatars avatars,
            final Ghosts ghosts,
            final InputQueues inputs,
            final HandoverSource source,
            final HandoverTarget target,
            final KeptCopies kept,
            final StandbyCopies copies,
            final StandbySender standby,
            final ViewComposer views,
            final CommandPost post,
            final NodeEvents events,
            final NodeCounters counters) {
        nextNs = nowNs;
        this.settings = settings;
        this.world = world;
        this.avatars = avatars;
        this.ghosts = ghosts;
        this.inputs = inputs;
        this.source = source;
        this.target = target;
        this.kept = kept;
        this.copies = copies;
        this.standby = standby;
        this.views = views;
        this.post = post;
        this.events = events;
        this.counters = counters;
    }

    /** @return true once a second, when all were written. */
    boolean doWork(final long nowNs) {
        if (nowNs - nextNs < 0) {
            return false;
        }
        nextNs = nowNs + PERIOD_NS;
        writeGauges();
        writeCounters();
        return true;
    }

    private void writeGauges() {
        final LimitSettings limits = settings.limits();
        final int maxOpen = settings.handover().maxOpen();
        events.gauge(GaugeKind.ENTITIES, world.table().ruled(), limits.maxEntities());
        events.gauge(GaugeKind.SESSIONS, avatars.sessions(), limits.maxSessions());
        events.gauge(GaugeKind.GHOSTS, ghosts.count(), limits.maxKnown());
        events.gauge(GaugeKind.HANDOVERS_OPEN, source.open(), maxOpen * 8L);
        events.gauge(GaugeKind.KEPT_COPIES, kept.size(), kept.capacity());
        events.gauge(GaugeKind.STANDBY_COPIES, copies.size(), copies.bound());
        events.gauge(
                GaugeKind.FENCE_RECORDS, world.table().size(), world.table().capacity());
        events.gauge(GaugeKind.INPUTS_QUEUED, inputs.waiting(), inputs.bound());
        events.gauge(GaugeKind.OUTCOMES, target.outcomes(), maxOpen * 16L);
        final Commands commands = post.commands();
        final long outboxes = (long) limits.maxEntities() * settings.commands().outbox();
        events.gauge(GaugeKind.COMMANDS, commands.unanswered(), outboxes);
        events.gauge(GaugeKind.COMMANDS_WAITING, commands.waiting(), commands.waitingBound());
        events.gauge(
                GaugeKind.LOCATIONS, post.directory().size(), post.directory().bound());
    }

    private void writeCounters() {
        counters.set(PLACES_CLAMPED, world.clamped());
        counters.set(UPDATES_DUE, views.updatesDue());
        counters.set(UPDATES_SENT, views.updatesSent());
        counters.set(VIEW_BYTES, views.bytesSent());
        counters.set(BACK_PRESSURED, views.backPressured() + standby.abandoned());
        final Commands commands = post.commands();
        counters.set(COMMANDS_SENT, commands.sent());
        counters.set(COMMANDS_APPLIED, commands.appliedForeign());
        counters.set(COMMANDS_REFUSED, commands.refused());
        counters.set(COMMANDS_RETURNED, commands.returned());
        counters.set(COMMANDS_FORWARDED, commands.forwarded());
        counters.set(COMMANDS_PUT_OFF, commands.putOff());
        counters.set(COMMANDS_ABANDONED, post.leavers().abandoned());
        for (final CounterKind kind : COUNTERS) {
            if (kind != CounterKind.NULL_VAL && kind != CounterKind.EVENTS_LOST) {
                events.counter(kind, counters.total(kind));
            }
        }
    }
}
