package io.octarchy.replicator.view;

import io.octarchy.replicator.slab.EntitySlab;
import io.octarchy.replicator.state.LeaveKind;
import io.octarchy.replicator.state.StateHistory;
import io.octarchy.space.index.EntityIndex;
import io.octarchy.space.index.SlotVisitor;

/**
 * Computes what a session sees: the nearest entities within the far radius. What it sees already is ranked as if nearer and
 * kept a little farther, so that nothing flaps at the edge.
 */
final class Interest implements SlotVisitor {
    private static final double KEEP_FACTOR = 1.1;
    private static final double KEEP_SQUARED = KEEP_FACTOR * KEEP_FACTOR;
    private static final double REACH_FACTOR = 1.3;

    private final EntitySlab slab;
    private final EntityIndex index;
    private final StateHistory history;
    private final ViewRings rings;
    private final VisibleTable table;
    private final OwnerLookup owners;
    private final Candidates candidates;
    /** By slot: 0, or 1 + row of the session at hand, negative once the slot is chosen. */
    private final int[] mark;

    private final float[] reachMetres;
    private final double farSquared;
    private boolean admitsStale;

    Interest(
            final EntitySlab slab,
            final EntityIndex index,
            final StateHistory history,
            final ViewRings rings,
            final VisibleTable table,
            final OwnerLookup owners,
            final int sessions) {
        this.slab = slab;
        this.index = index;
        this.history = history;
        this.rings = rings;
        this.table = table;
        this.owners = owners;
        candidates = new Candidates(slab.capacity());
        mark = new int[slab.capacity()];
        reachMetres = new float[sessions];
        farSquared = rings.farMetres() * rings.farMetres();
    }

    void open(final int session) {
        reachMetres[session] = Float.MAX_VALUE;
    }

    /** @param staleToo may what is stale come into sight? */
    void refresh(final int session, final int avatarSlot, final boolean staleToo) {
        admitsStale = staleToo;
        table.trim(session);
        markVisible(session);
        choose(session, avatarSlot);
        int free = 0;
        for (int i = 0; i < candidates.size(); i++) {
            final int slot = candidates.slot(i);
            final byte period = (byte) rings.periodAt(candidates.distanceSquared(i));
            if (mark[slot] > 0) {
                final int row = mark[slot] - 1;
                mark[slot] = -mark[slot];
                table.period[row] = period;
                table.state[row] = table.state[row] == VisibleTable.LEAVING ? VisibleTable.SHOWN : table.state[row];
            } else {
                free = enter(session, slot, period, free);
            }
        }
        dropUnchosen(session);
    }

    private void markVisible(final int session) {
        for (int row = table.first(session); row < table.end(session); row++) {
            final int slot = table.slot[row];
            if (table.state[row] != VisibleTable.FREE && table.generation[row] == slab.generation(slot)) {
                mark[slot] = row + 1;
            }
        }
    }

    private void choose(final int session, final int avatarSlot) {
        final double x = slab.x(avatarSlot);
        final double y = slab.y(avatarSlot);
        final double z = slab.z(avatarSlot);
        final double full = rings.farMetres() * KEEP_FACTOR;
        final double reach = Math.min(full, reachMetres[session]);
        candidates.clear();
        index.querySphere(x, y, z, reach, this);
        if (candidates.size() < rings.maxVisible() && reach < full) {
            candidates.clear();
            index.querySphere(x, y, z, full, this);
        }
        if (candidates.size() > rings.maxVisible()) {
            candidates.keepLeast(rings.maxVisible());
            reachMetres[session] = (float) (Math.sqrt(farthest()) * REACH_FACTOR + 1);
        } else {
            reachMetres[session] = Float.MAX_VALUE;
        }
    }

    private double farthest() {
        double farthest = 0;
        for (int i = 0; i < candidates.size(); i++) {
            farthest = Math.max(farthest, candidates.distanceSquared(i));
        }
        return farthest;
    }

    @Override
    public void onSlot(final int slot, final double distanceSquared) {
        if (mark[slot] != 0) {
            candidates.add(slot, distanceSquared / KEEP_SQUARED, distanceSquared);
        } else if (distanceSquared <= farSquared && mayEnter(slot)) {
            candidates.add(slot, distanceSquared, distanceSquared);
        }
    }

    /** What may not come into sight takes nobody's place either. */
    private boolean mayEnter(final int slot) {
        return history.isCaptured(slot) && (admitsStale ? !owners.isForsaken(slot) : !owners.isStale(slot));
    }

    private int enter(final int session, final int slot, final byte period, final int from) {
        final int row = table.allocate(session, from);
        if (row >= 0) {
            table.state[row] = VisibleTable.ENTERING;
            table.slot[row] = slot;
            table.generation[row] = slab.generation(slot);
            table.period[row] = period;
            return row + 1;
        }
        return Integer.MAX_VALUE - 1;
    }

    private void dropUnchosen(final int session) {
        for (int row = table.first(session); row < table.end(session); row++) {
            final int slot = table.slot[row];
            if (table.state[row] == VisibleTable.FREE || Math.abs(mark[slot]) != row + 1) {
                continue;
            }
            if (mark[slot] > 0) {
                if (table.state[row] == VisibleTable.ENTERING) {
                    table.state[row] = VisibleTable.FREE;
                } else if (table.state[row] == VisibleTable.SHOWN && !owners.isStale(slot)) {
                    table.state[row] = VisibleTable.LEAVING;
                    table.leaveKind[row] = LeaveKind.OUT_OF_SIGHT;
                }
            }
            mark[slot] = 0;
        }
    }
}
