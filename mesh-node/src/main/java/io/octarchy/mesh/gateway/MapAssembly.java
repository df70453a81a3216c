package io.octarchy.mesh.gateway;

import io.octarchy.codec.control.MapDeltaDecoder;
import io.octarchy.space.region.RegionDelta;
import io.octarchy.space.region.RegionMap;

/** Puts the parts of a map's delta together and applies it, whole or not at all. */
final class MapAssembly {
    private final RegionMap map;
    private final RegionMap fresh;
    private final RegionDelta delta;
    private int nextPart;

    MapAssembly(final long curveSize, final int maxIntervals) {
        map = new RegionMap(curveSize, maxIntervals);
        fresh = new RegionMap(curveSize, maxIntervals);
        delta = new RegionDelta(2 * maxIntervals);
        map.reset(0, RegionMap.NOBODY);
    }

    RegionMap map() {
        return map;
    }

    /** One part. True when it was the last and the map has changed. */
    boolean onPart(final MapDeltaDecoder part) {
        if (part.part() == 0) {
            delta.begin(part.fromVersion(), part.version(), part.checksum());
            nextPart = 0;
        }
        final boolean isNext = part.part() == nextPart
                && part.fromVersion() == delta.fromVersion()
                && part.version() == delta.toVersion()
                && part.checksum() == delta.checksum();
        if (!isNext) {
            nextPart = -1;
            return false;
        }
        nextPart++;
        for (final MapDeltaDecoder.IntervalsDecoder interval : part.intervals()) {
            if (!delta.add(interval.start(), interval.end(), interval.owner())) {
                nextPart = -1;
                return false;
            }
        }
        return nextPart == part.parts() && apply();
    }

    private boolean apply() {
        if (delta.fromVersion() != 0 || map.version() == 0) {
            return map.apply(delta);
        }
        fresh.reset(0, RegionMap.NOBODY);
        if (delta.toVersion() <= map.version() || !fresh.apply(delta)) {
            return false;
        }
        map.copyFrom(fresh);
        return true;
    }
}
