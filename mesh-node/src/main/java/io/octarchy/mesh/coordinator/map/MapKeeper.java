package io.octarchy.mesh.coordinator.map;

import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.space.region.MapFault;
import io.octarchy.space.region.RegionDelta;
import io.octarchy.space.region.RegionMap;

/**
 * The region map of record, and the way from each of its last versions to the next. A change is made in {@link #draft()}
 * and becomes the next version, whole or not at all, with {@link #commit()}.
 */
public final class MapKeeper {
    /** Versions that can be reached by increments; who is further behind gets the whole map. */
    public static final int HISTORY = 32;

    private static final int MAX_EDITS = 512;

    private final RegionMap map;
    private final RegionMap draft;
    private final RegionDelta[] history = new RegionDelta[HISTORY];
    private long oldest;

    public MapKeeper(final long curveSize, final int maxIntervals) {
        map = new RegionMap(curveSize, maxIntervals);
        draft = new RegionMap(curveSize, maxIntervals);
        for (int i = 0; i < HISTORY; i++) {
            history[i] = new RegionDelta(Math.min(MAX_EDITS, 2 * maxIntervals));
        }
    }

    /** The map of record. Read only. */
    public RegionMap map() {
        return map;
    }

    public long version() {
        return map.version();
    }

    /** Has space been divided yet? */
    public boolean isDivided() {
        return map.version() > 0;
    }

    /** A copy of the map to change; {@link #commit()} makes it the next version. */
    public RegionMap draft() {
        draft.copyFrom(map);
        return draft;
    }

    /**
     * The draft becomes the next version.
     *
     * @return false when it differs in nothing, and the version stays.
     */
    public boolean commit() {
        if (draft.sameOwnership(map)) {
            return false;
        }
        draft.version(map.version() + 1);
        final RegionDelta delta = history[slot(map.version())];
        if (!delta.setToDiff(map, draft)) {
            oldest = draft.version();
        }
        map.copyFrom(draft);
        oldest = Math.max(oldest, map.version() - HISTORY);
        return true;
    }

    /**
     * The first version: all staying nodes get equal runs of the curve, cut at cells of a level.
     *
     * @param cellLength curve length of such a cell.
     */
    public void divide(final Membership membership, final long cellLength) {
        final RegionMap next = draft();
        final int nodes = membership.stayingNodes();
        final long cells = next.curveSize() / cellLength;
        int k = 0;
        for (int i = 0; i < membership.count(); i++) {
            if (membership.get(i).isStayingNode()) {
                final long from = cells * k / nodes * cellLength;
                final long end = cells * ++k / nodes * cellLength;
                if (from < end) {
                    next.assign(from, end, membership.get(i).incarnation());
                }
            }
        }
        commit();
    }

    /** Give a dead node's region to another; false when it had none. */
    public boolean transfer(final int from, final int to) {
        return draft().transfer(from, to) > 0 && commit();
    }

    /** The delta from a version to the one after it, or null when only the whole map will do. */
    public RegionDelta deltaFrom(final long version) {
        return version >= 1 && version >= oldest && version < map.version() ? history[slot(version)] : null;
    }

    private static int slot(final long fromVersion) {
        return (int) (fromVersion % HISTORY);
    }

    public void pass(final StateCodec codec) {
        passMap(codec);
        oldest = codec.value(oldest);
        for (long version = Math.max(1, oldest); version < map.version(); version++) {
            passDelta(codec, history[slot(version)], version);
        }
    }

    private static void passDelta(final StateCodec codec, final RegionDelta delta, final long version) {
        final int edits = codec.count(delta.edits(), MAX_EDITS);
        final long checksum = codec.value(delta.checksum());
        if (codec.isLoading()) {
            delta.begin(version, version + 1, checksum);
        }
        for (int i = 0; i < edits; i++) {
            if (codec.isLoading()) {
                delta.add(codec.value(0L), codec.value(0L), codec.value(0));
            } else {
                codec.value(delta.start(i));
                codec.value(delta.end(i));
                codec.value(delta.owner(i));
            }
        }
    }

    private void passMap(final StateCodec codec) {
        final long version = codec.value(map.version());
        final int intervals = codec.count(map.intervals(), map.maxIntervals());
        if (codec.isLoading()) {
            load(codec, version, intervals);
        } else {
            for (int i = 0; i < intervals; i++) {
                codec.value(map.start(i));
                codec.value(map.owner(i));
            }
        }
    }

    private void load(final StateCodec codec, final long version, final int intervals) {
        final long[] starts = new long[intervals];
        final int[] owners = new int[intervals];
        for (int i = 0; i < intervals; i++) {
            starts[i] = codec.value(0L);
            owners[i] = codec.value(0);
        }
        final MapFault fault = map.load(version, starts, owners, intervals);
        if (fault != MapFault.NONE) {
            throw new IllegalStateException("snapshot's region map is not one: " + fault.explanation());
        }
    }
}
