package io.octarchy.mesh.coordinator.takeover;

import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;

/**
 * Lives that went on from the copies of a former one. A store that still names the former life has no image of any of them:
 * when they are lost, that old image is all that is left of what they ruled, and is wanted once more.
 */
final class Heirs {
    private Heirs() {}

    private static boolean isLost(
            final Membership membership, final Awaited awaited, final Member life, final int former) {
        return (life.isUnclosedDead() || awaited.contains(life.incarnation())) && membership.isHeir(life, former);
    }

    /** Is any of them dead, with what it ruled lost or not decided on? Then all such await the decision from now on. */
    static boolean reopen(final Membership membership, final Awaited awaited, final int former) {
        boolean any = false;
        for (int i = 0; i < membership.count(); i++) {
            final Member life = membership.get(i);
            if (isLost(membership, awaited, life, former)) {
                life.reopen();
                any = true;
            }
        }
        return any;
    }

    /** Is the death of any of them not decided on yet? */
    static boolean isUndecided(final Membership membership, final int former, final int decided) {
        for (int i = 0; i < membership.count(); i++) {
            final Member life = membership.get(i);
            if (life.isUnclosedDead() && life.deadFence() > decided && membership.isHeir(life, former)) {
                return true;
            }
        }
        return false;
    }
}
