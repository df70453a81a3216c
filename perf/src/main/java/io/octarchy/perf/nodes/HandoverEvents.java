package io.octarchy.perf.nodes;

import io.octarchy.tools.checker.NodeEventHandler;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Puts the events of single entities together to batches, and keeps the times of those of the size that is measured:
 * players who cross the border beside them are batches too.
 */
final class HandoverEvents implements NodeEventHandler {
    private static final long MAX_NS = 10_000_000_000L;

    /** @param firstNs Prepare or freeze; lastNs Committed or applied. */
    private record Batch(int size, long firstNs, long lastNs) {
        Batch with(final long ns) {
            return new Batch(size + 1, firstNs, Math.max(lastNs, ns));
        }
    }

    private record Key(int node, long id) {}

    private final Map<Key, Batch> handovers = new HashMap<>();
    private final Map<Key, Batch> takeovers = new HashMap<>();
    private final Map<Long, Integer> resumed = new HashMap<>();
    private final Histogram ticks = new Histogram(MAX_NS, 3);

    @Override
    public void onHandedOver(
            final int node,
            final int target,
            final long entity,
            final long epoch,
            final long handover,
            final long lastTick,
            final long prepareNs,
            final long committedNs,
            final boolean byMap) {
        handovers.merge(
                new Key(node, handover), new Batch(1, prepareNs, committedNs), (old, one) -> old.with(committedNs));
    }

    @Override
    public void onTookOver(
            final int node,
            final int source,
            final long entity,
            final long epoch,
            final long lastTick,
            final long frozenAtNs,
            final long appliedNs) {
        takeovers.merge(
                new Key(source, frozenAtNs), new Batch(1, frozenAtNs, appliedNs), (old, one) -> old.with(appliedNs));
    }

    @Override
    public void onTickTimes(
            final int node,
            final long tick,
            final long dueNs,
            final long sentNs,
            final long allocatedBytes,
            final int entities,
            final int sessions,
            final int ghosts,
            final int frozenTicks) {
        ticks.recordValue(Math.max(0, Math.min(sentNs - dueNs, MAX_NS)));
    }

    @Override
    public void onResumed(final int node, final long entity, final long epoch) {
        resumed.merge(entity, 1, Integer::sum);
    }

    /** Forget what came so far. */
    void clear() {
        handovers.clear();
        takeovers.clear();
        resumed.clear();
        ticks.reset();
    }

    /** Times from Prepare to Committed of batches of this size. */
    Histogram handoverTimes(final int size) {
        return times(handovers, size);
    }

    /** Times from the source's freeze to the target's authority. */
    Histogram gaps(final int size) {
        return times(takeovers, size);
    }

    /** What a tick took of both nodes, from when it was due to its last send. */
    Histogram ticks() {
        return ticks.copy();
    }

    /** Entities that went back to their source. */
    int refused() {
        return resumed.size();
    }

    int batches() {
        return handovers.size();
    }

    private static Histogram times(final Map<Key, Batch> batches, final int size) {
        final Histogram histogram = new Histogram(MAX_NS, 3);
        for (final Batch batch : batches.values()) {
            if (batch.size() == size) {
                histogram.recordValue(Math.max(0, Math.min(batch.lastNs() - batch.firstNs(), MAX_NS)));
            }
        }
        return histogram;
    }
}
