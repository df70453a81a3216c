package io.octarchy.mesh.node;

import io.octarchy.space.region.RegionCover;
import io.octarchy.space.region.RegionMap;

/**
 * What this node wants to see of its neighbours: the surroundings of its region, and of the avatars that it rules outside of
 * it. When the border moves, those behind it are still here for a while: so all that was seen is seen on for some time, and
 * what is not needed then is let go at once.
 */
final class Sight {
    private static final int HOLD_TICKS = 60;

    private final RegionMap map;
    private final RegionMap seen;
    private final RegionMap former;
    private final RegionCover cover;
    private final long strayCell;
    private int self;
    private long changedTick;
    private boolean changed;
    private boolean wider;

    Sight(final World world, final RegionMap map) {
        this.map = map;
        seen = new RegionMap(map.curveSize(), map.maxIntervals());
        former = new RegionMap(map.curveSize(), map.maxIntervals());
        cover = new RegionCover(world.cube());
        strayCell = world.cube().curveLength(world.settings().loadLevel());
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
     * @param strays avatars outside of the region.
     * @return has the cover changed?
     */
    boolean onTick(final long tick, final Strays strays) {
        if (changed) {
            changed = false;
            wider = true;
            changedTick = tick;
        }
        boolean rebuild = add(tick, strays);
        if (wider && tick - changedTick >= HOLD_TICKS) {
            former.copyFrom(seen);
            seen.copyFrom(map);
            wider = false;
            changedTick = tick;
            add(tick, strays);
            rebuild |= !former.sameOwnership(seen);
        }
        if (rebuild) {
            cover.rebuild(seen, self);
        }
        return rebuild;
    }

    private boolean add(final long tick, final Strays strays) {
        boolean added = false;
        for (int i = 0; i < strays.size(); i++) {
            if (seen.ownerAt(strays.curve(i)) != self) {
                final long start = strays.curve(i) & -strayCell;
                if (seen.assign(start, start + strayCell, self)) {
                    added = true;
                    wider = true;
                    changedTick = tick;
                }
            }
        }
        return added;
    }
}
