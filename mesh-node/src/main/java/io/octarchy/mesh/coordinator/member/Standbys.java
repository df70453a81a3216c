package io.octarchy.mesh.coordinator.member;

/**
 * Who keeps whose copies: each node's standby is the next one in the ring of living nodes, on another driver rather than
 * on the same one, staying rather than draining. A node that comes or goes changes its neighbours in the ring only.
 */
public final class Standbys {
    private static final int STAYS = 2;
    private static final int OTHER_DRIVER = 1;

    private Standbys() {}

    /**
     * Assign anew.
     *
     * @return has anything changed?
     */
    public static boolean assign(final Membership membership) {
        boolean changed = false;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode()) {
                final int standby = next(membership, i);
                changed |= standby != member.standby();
                member.standby(standby);
            }
        }
        return changed;
    }

    /**
     * May a node that is about to leave hold the only copies of another? It was that one's standby, perhaps, and the next one
     * has acked nothing yet. Where it is still the standby there is none better.
     */
    public static boolean isNeeded(final Membership membership, final Member leaving) {
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            final boolean follows = member.isLivingNode() && member != leaving && member.standby() != 0;
            if (follows && member.standby() != leaving.incarnation() && !isFollowed(member)) {
                return true;
            }
        }
        return false;
    }

    /** Has the standby that was assigned acked anything? */
    private static boolean isFollowed(final Member member) {
        return member.report().standby() == member.standby() && member.report().standbyAcked() >= 0;
    }

    /** The living node that is next in the ring after this member, 0 when there is none. */
    public static int next(final Membership membership, final int from) {
        final long driver = membership.get(from).card().driver();
        int best = 0;
        int bestScore = -1;
        for (int step = 1; step < membership.count(); step++) {
            final Member other = membership.get((from + step) % membership.count());
            if (other.isLivingNode()) {
                final int score =
                        (other.isDraining() ? 0 : STAYS) + (other.card().driver() != driver ? OTHER_DRIVER : 0);
                if (score > bestScore) {
                    bestScore = score;
                    best = other.incarnation();
                }
            }
        }
        return best;
    }
}
