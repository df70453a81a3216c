package io.octarchy.tools.checker;

/** Looks at every entity once a second: is it still there, and may it be forgotten? */
record Sweeper(
        CheckerSettings settings,
        NodeTable nodes,
        EntityIndex entities,
        Timeline timeline,
        Presence presence,
        OneAuthority oneAuthority,
        NoOrphan noOrphan,
        NothingLost nothingLost,
        Conservation conservation) {
    void sweep() {
        for (int slot = 0; slot < entities.highWater(); slot++) {
            if (entities.isUsed(slot)) {
                judge(slot);
                if (isOver(slot)) {
                    forget(slot);
                }
            }
        }
    }

    private void judge(final int slot) {
        final long entity = entities.entity(slot);
        final Presence.State state = presence.stateOf(slot);
        if (nothingLost.isAlive(slot)) {
            noOrphan.onState(slot, entity, state, nodes.watermark());
        }
        nothingLost.onState(slot, entity, state, presence.hasRunLately(slot), nodes.activeNow());
    }

    /** Removed, or never created and gone with its node, so long ago that no stream speaks of it any more. */
    private boolean isOver(final int slot) {
        final long remember = 2L * settings.orphanTicks() + settings.settleTicks();
        if (nothingLost.isRemoved(slot)) {
            return nodes.watermark() - nothingLost.removedTick(slot) > remember;
        }
        return !nothingLost.isCreated(slot) && nodes.activeNow() - presence.lastRun(slot) > remember;
    }

    private void forget(final int slot) {
        entities.remove(slot);
        timeline.forget(slot);
        oneAuthority.forget(slot);
        noOrphan.forget(slot);
        nothingLost.forget(slot);
        conservation.forget(slot);
    }
}
