package io.octarchy.mesh.node;

import io.octarchy.space.region.RegionCover;
import io.octarchy.space.region.RegionMap;

/**
 * What this node wants to see of its neighbours: the surroundings of its region, and of where its sessions are. When the
 * border moves, the avatars behind it are still here for a while: so a region that was lost is seen on until they are gone.
 */
final class Sight {
    private static final int HOLD_TICKS = 60;

    private final RegionMap map;
    private final RegionMap seen;
    private final RegionMap former;
    private final RegionCover cover;
    private int self;
    private long changedTick;
    private boolean changed;
    private boolean holding;

    Sight(final World world, final RegionMap map) {
        this.map = map;
        seen = new RegionMap(map.curveSize(), map.maxIntervals());
        former = new RegionMap(map.curveSize(), map.maxIntervals());
        cover = new RegionCover(world.cube());
    }

    /** The cells that neighbours are asked for. */
    RegionCover cover() {
        return cover;
    }

    /** The map has changed. */
    void onMap(final int newSelf) {
        self = newSelf;
        former.copyFrom(seen);
        seen.copyFrom(map);
        for (int i = 0; i < former.intervals(); i++) {
            if (former.owner(i) == self) {
                // Without room for another interval this part is given up early: its ghosts come back with the
                // handover.
                seen.assign(former.start(i), former.end(i), self);
            }
        }
        changed = true;
        cover.rebuild(seen, self);
    }

    /**
     * A tick has run.
     *
     * @param needed are sessions still where the region was?
     * @return has the cover changed?
     */
    boolean onTick(final long tick, final boolean needed) {
        if (changed) {
            changed = false;
            holding = true;
            changedTick = tick;
        }
        if (!holding || needed || tick - changedTick < HOLD_TICKS) {
            return false;
        }
        holding = false;
        seen.copyFrom(map);
        cover.rebuild(seen, self);
        return true;
    }
}
