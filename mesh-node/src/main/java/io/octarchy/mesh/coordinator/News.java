package io.octarchy.mesh.coordinator;

import io.octarchy.mesh.coordinator.fleet.DecisionLog;
import io.octarchy.mesh.coordinator.map.MapKeeper;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.mesh.coordinator.takeover.Takeover;

/** What was told last, so that everything new is told at once and only once without being asked. */
final class News {
    private long assigned;
    private long members;
    private long map;
    private int fence;
    private int decided;
    private int closed;
    private long decision;
    private long images;

    /** Since the last call? */
    boolean membersChanged(final Membership membership) {
        final boolean changed = assigned != membership.version();
        assigned = membership.version();
        return changed;
    }

    /** Since the last call? */
    boolean isWorthTelling(
            final Membership membership, final MapKeeper keeper, final Takeover takeover, final long imagesVersion) {
        final boolean changed = members != membership.version()
                || map != keeper.version()
                || fence != takeover.fence()
                || decided != takeover.decided()
                || closed != takeover.closed()
                || images != imagesVersion;
        members = membership.version();
        map = keeper.version();
        fence = takeover.fence();
        decided = takeover.decided();
        closed = takeover.closed();
        images = imagesVersion;
        return changed;
    }

    /** Since the last call? */
    boolean isDecided(final DecisionLog log) {
        final boolean changed = decision != log.newest();
        decision = log.newest();
        return changed;
    }

    void pass(final StateCodec codec) {
        assigned = codec.value(assigned);
        members = codec.value(members);
        map = codec.value(map);
        fence = codec.value(fence);
        decided = codec.value(decided);
        closed = codec.value(closed);
        decision = codec.value(decision);
        images = codec.value(images);
    }
}
