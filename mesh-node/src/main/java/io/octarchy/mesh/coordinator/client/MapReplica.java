package io.octarchy.mesh.coordinator.client;

import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.space.region.MapFault;
import io.octarchy.space.region.RegionDelta;
import io.octarchy.space.region.RegionMap;

/**
 * A member's copy of the region map, brought up to date by increments or whole maps whose parts come in order. What does
 * not fit is dropped: the next heartbeat tells the version that is held, and what is missing comes again.
 *
 * <p>All memory is taken at construction. Not thread safe.
 */
public final class MapReplica {
    private final RegionMap map;
    private final RegionDelta delta;
    private final long[] starts;
    private final int[] owners;
    private long fromVersion = -1;
    private long toVersion = -1;
    private int nextPart;
    private int intervals;
    private long at;
    private long rejected;

    public MapReplica(final long curveSize, final int maxIntervals) {
        map = new RegionMap(curveSize, maxIntervals);
        delta = new RegionDelta(2 * maxIntervals);
        starts = new long[maxIntervals];
        owners = new int[maxIntervals];
    }

    /** The map held. Read only. */
    public RegionMap map() {
        return map;
    }

    /** Version held, 0: none yet. */
    public long version() {
        return map.version();
    }

    /** Deltas that did not lead to the map that they promised. */
    public long rejected() {
        return rejected;
    }

    /** Forget all, to begin a new incarnation. */
    public void reset() {
        map.reset(0, RegionMap.NOBODY);
        fromVersion = -1;
        toVersion = -1;
    }

    /**
     * Take a part.
     *
     * @return has the map changed?
     */
    public boolean onMapDelta(final MapDeltaDecoder message) {
        final long from = message.fromVersion();
        if (message.version() <= map.version() || from != 0 && from != map.version() || !begin(message)) {
            return false;
        }
        nextPart++;
        boolean good = true;
        for (final MapDeltaDecoder.IntervalsDecoder interval : message.intervals()) {
            good = good && take(from, interval.start(), interval.end(), interval.owner());
        }
        if (good && nextPart < message.parts()) {
            return false;
        }
        toVersion = -1;
        final boolean changed = good && (from == 0 ? load(message) : map.apply(delta));
        rejected += changed ? 0 : 1;
        return changed;
    }

    /** @return is this the part that is due? */
    private boolean begin(final MapDeltaDecoder message) {
        if (message.part() == 0) {
            fromVersion = message.fromVersion();
            toVersion = message.version();
            nextPart = 0;
            intervals = 0;
            at = 0;
            delta.begin(fromVersion, toVersion, message.checksum());
        }
        return message.fromVersion() == fromVersion
                && message.version() == toVersion
                && message.part() == nextPart
                && message.parts() > 0;
    }

    private boolean take(final long from, final long start, final long end, final int owner) {
        if (from != 0) {
            return delta.add(start, end, owner);
        }
        if (start != at || end <= start || intervals == starts.length) {
            return false;
        }
        starts[intervals] = start;
        owners[intervals++] = owner;
        at = end;
        return true;
    }

    private boolean load(final MapDeltaDecoder message) {
        return at == map.curveSize() && map.load(message.version(), starts, owners, intervals) == MapFault.NONE;
    }
}
