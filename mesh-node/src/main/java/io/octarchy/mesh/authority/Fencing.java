package io.octarchy.mesh.authority;

import java.util.Arrays;

/**
 * Who this node is, which fence it has entered, and whom it must not listen to (rules 1, 2, 5, 9). Incarnations rise and
 * are never reused, so that an unknown one above {@link #newestListed()} is not listed yet, and one below is foreign or
 * closed.
 *
 * <p>Not thread safe.
 */
public final class Fencing {
    private static final int NOT_FENCED = Integer.MAX_VALUE;

    private final int[] dead;
    private final int[] deadFence;
    private int deadCount;
    private int incarnation;
    private int fence;
    private int newestListed;
    private int closed;

    /** @param maxMembers dead incarnations that are not closed yet, at most. */
    public Fencing(final int maxMembers) {
        dead = new int[maxMembers];
        deadFence = new int[maxMembers];
    }

    public void joined(final int newIncarnation, final int atFence) {
        incarnation = newIncarnation;
        fence = atFence;
        newestListed = newIncarnation;
    }

    /** This node's incarnation, 0 before it joined. */
    public int incarnation() {
        return incarnation;
    }

    /** Newest fence entered: goes out with every frame. */
    public int fence() {
        return fence;
    }

    /** An incarnation that the coordinator listed. */
    public void listed(final int member) {
        newestListed = Math.max(newestListed, member);
    }

    public int newestListed() {
        return newestListed;
    }

    /**
     * Move to a newer fence. The caller does the rest of rule 9 in the same step.
     *
     * @return false when this fence or a newer one was entered before.
     */
    boolean enter(final int newFence) {
        if (newFence <= fence) {
            return false;
        }
        fence = newFence;
        for (int i = 0; i < deadCount; i++) {
            deadFence[i] = Math.min(deadFence[i], newFence);
        }
        return true;
    }

    /** Add a dead incarnation. */
    public void dead(final int member) {
        if (!isDead(member)) {
            if (deadCount == dead.length) {
                throw new IllegalStateException("more than " + dead.length + " dead members that are not closed");
            }
            deadFence[deadCount] = NOT_FENCED;
            dead[deadCount++] = member;
        }
    }

    /** Nothing may be taken from this incarnation any more. */
    public boolean isDead(final int member) {
        for (int i = 0; i < deadCount; i++) {
            if (dead[i] == member) {
                return true;
            }
        }
        return false;
    }

    /**
     * Is it dead by this fence? News of an older takeover that comes late says nothing of those who died since, though they
     * are dead, too.
     */
    public boolean isDeadBy(final int member, final int byFence) {
        for (int i = 0; i < deadCount; i++) {
            if (dead[i] == member) {
                return deadFence[i] <= byFence;
            }
        }
        return false;
    }

    /**
     * The takeovers up to this fence are over, every grant acked: their dead stay unlisted, which drops their frames for
     * ever. Those who died since stay dead.
     */
    public void closeDead(final int upToFence) {
        closed = Math.max(closed, upToFence);
        int kept = 0;
        for (int i = 0; i < deadCount; i++) {
            if (deadFence[i] > upToFence) {
                dead[kept] = dead[i];
                deadFence[kept++] = deadFence[i];
            }
        }
        deadCount = kept;
    }

    /** Newest takeover that is over: grants of it and of older ones are stale. */
    public int closed() {
        return closed;
    }

    public int deadCount() {
        return deadCount;
    }

    public int deadAt(final int index) {
        return dead[index];
    }

    @Override
    public String toString() {
        return "Fencing{" + incarnation + " fence=" + fence + " dead=" + Arrays.toString(Arrays.copyOf(dead, deadCount))
                + "}";
    }
}
