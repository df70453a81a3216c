package io.octarchy.simulator.trace;

import io.octarchy.codec.event.LifeState;
import io.octarchy.tools.checker.NodeEventHandler;
import java.util.function.Consumer;

/** What nodes say of the entity, and of themselves. */
final class EventTrace implements NodeEventHandler {
    private final long entity;
    private final Consumer<String> out;

    EventTrace(final long entity, final Consumer<String> out) {
        this.entity = entity;
        this.out = out;
    }

    private void line(final int node, final String text) {
        out.accept("node " + node + ": " + text);
    }

    static String epoch(final long epoch) {
        return (epoch >>> 32) + ":" + (epoch & 0xFFFF_FFFFL);
    }

    @Override
    public void onEntityCreated(
            final int node, final long tick, final long created, final long epoch, final long quantity) {
        if (created == entity) {
            line(node, "created at tick " + tick);
        }
    }

    @Override
    public void onEntityRemoved(
            final int node, final long tick, final long removed, final long epoch, final long quantity) {
        if (removed == entity) {
            line(node, "removed, last tick " + tick + ", epoch " + epoch(epoch));
        }
    }

    @Override
    public void onHandedOver(
            final int node,
            final int target,
            final long handed,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean byMap) {
        if (handed == entity) {
            line(node, "handed over to " + target + " at " + epoch(epoch) + ", last tick " + lastTick);
        }
    }

    @Override
    public void onTookOver(
            final int node,
            final int source,
            final long taken,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {
        if (taken == entity) {
            line(node, "took over from " + source + " at " + epoch(epoch) + ", last tick " + lastTick);
        }
    }

    @Override
    public void onResumed(final int node, final long resumed, final long epoch) {
        if (resumed == entity) {
            line(node, "rules again at " + epoch(epoch));
        }
    }

    @Override
    public void onGranted(
            final int node,
            final long granted,
            final long epoch,
            final long copyTick,
            final long resumeTick,
            final long appliedNs) {
        if (granted == entity) {
            line(node, "was granted it at " + epoch(epoch) + ", copy of " + copyTick + ", from " + resumeTick);
        }
    }

    @Override
    public void onFrozen(final int node, final long frozen, final long fromTick, final long toTick) {
        if (frozen == entity) {
            line(node, "ticks " + fromTick + " to " + toTick + " are frozen");
        }
    }

    @Override
    public void onMapApplied(final int node, final long version, final long checksum, final long tick) {
        line(node, "map " + version + " after tick " + tick);
    }

    @Override
    public void onLife(final int node, final LifeState state, final long tick, final long atNs) {
        line(node, "is " + state + " after tick " + tick);
    }

    @Override
    public void onFenced(final int node, final int fence, final int dead) {
        line(node, "fence " + fence + ": " + dead + " is dead");
    }
}
