package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;

/**
 * Is all protected (rule 25)? Only one loss per protection interval is without consequence: a second one before every
 * living standby has acked a tick after the first was closed is a double loss, and is reported as such.
 */
final class Protection {
    private static final long UNTIL_CLOSED = Long.MAX_VALUE;

    private long neededTick = 1;

    /** A node died. */
    void onLoss() {
        neededTick = UNTIL_CLOSED;
    }

    /** All takeovers are closed at this tick of the world. */
    void onClosed(final long tick) {
        neededTick = tick;
    }

    boolean isComplete(final Membership membership) {
        if (neededTick == UNTIL_CLOSED) {
            return false;
        }
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            final boolean rules = member.isLivingNode() && member.report().entities() > 0;
            if (rules && (member.standby() == 0 || member.report().standbyAcked() < neededTick)) {
                return false;
            }
        }
        return true;
    }

    void pass(final StateCodec codec) {
        neededTick = codec.value(neededTick);
    }
}
