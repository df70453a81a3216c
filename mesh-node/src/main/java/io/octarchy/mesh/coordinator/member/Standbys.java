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
