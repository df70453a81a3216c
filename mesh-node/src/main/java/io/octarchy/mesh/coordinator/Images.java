package io.octarchy.mesh.coordinator;

import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.member.TickMap;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.mesh.store.StoreProgress;

/**
 * Names the ticks after which all nodes take an image for their stores, one at a time, and knows the newest of which every
 * image is safe: the cut. Nodes keep that one until they hear of a newer, so that a mesh that was killed as a whole goes on
 * from one consistent tick.
 *
 * <pre>
 *   resting --due, no takeover open--> named --every store has it--> the cut; resting
 *                                        '--a node has come, gone or died, or took too long--> given up; resting
 * </pre>
 *
 * A cut is of use only with the stores of all who were nodes then. When one has left, or a takeover is closed, it is void,
 * and the next image is due at once.
 */
final class Images {
    private static final long LEAD_NS = 500_000_000L;
    private static final long PATIENCE_NS = 5_000_000_000L;

    private final long everyNs;
    private long cut;
    private long image;
    private long namedNs;
    private long dueNs = Long.MIN_VALUE;
    private long nodes;
    private int closed;
    private int left;
    private long version;
    private long givenUp;
    private long lastCut;

    /** @param everyNs from image to image. */
    Images(final long everyNs) {
        this.everyNs = everyNs;
    }

    /** Newest tick of which every store has an image, 0: none. */
    long cut() {
        return cut;
    }

    /** As {@link #cut()}, also when it is void by now. */
    long lastCut() {
        return lastCut;
    }

    /** The tick after which images are to be taken, 0: none is wanted now. */
    long image() {
        return image;
    }

    /** Rises when nodes should hear. */
    long version() {
        return version;
    }

    /** Images that were given up. */
    long givenUp() {
        return givenUp;
    }

    /**
     * @param isTakeoverOpen does a death await its end?
     * @param closedFence newest takeover that is over.
     * @param backups the next image may be wanted at once, or none until a backup is over.
     * @param sleep while the world hibernates no image is named.
     */
    int doWork(
            final long logTimeNs,
            final Membership membership,
            final boolean isTakeoverOpen,
            final int closedFence,
            final TickMap ticks,
            final Backups backups,
            final Sleep sleep) {
        final long before = version;
        if (closedFence != closed || membership.nodesLeft() != left) {
            closed = closedFence;
            left = membership.nodesLeft();
            cut = 0;
            dueNs = logTimeNs;
            version++;
        }
        if (image != 0) {
            follow(logTimeNs, membership, isTakeoverOpen);
        } else if (isDue(logTimeNs, backups) && !sleep.isHolding() && !isTakeoverOpen && hasStore(membership)) {
            image = ticks.tickAt(logTimeNs + LEAD_NS) + 1;
            namedNs = logTimeNs;
            dueNs = logTimeNs + everyNs;
            nodes = nodesOf(membership);
            version++;
        }
        return version == before ? 0 : 1;
    }

    private boolean isDue(final long logTimeNs, final Backups backups) {
        return backups.isActive() ? backups.isWaiting() : logTimeNs >= dueNs;
    }

    /**
     * The world's last image before it hibernates.
     *
     * @param atNs log time of that tick.
     */
    void name(final long tick, final long atNs, final Membership membership) {
        image = tick;
        namedNs = atNs;
        nodes = nodesOf(membership);
        version++;
    }

    private void follow(final long logTimeNs, final Membership membership, final boolean isTakeoverOpen) {
        if (isTakeoverOpen || nodesOf(membership) != nodes || logTimeNs - namedNs > PATIENCE_NS) {
            image = 0;
            givenUp++;
            version++;
        } else if (isEverywhere(membership)) {
            cut = image;
            lastCut = image;
            image = 0;
            version++;
        }
    }

    /** Changes whenever a node comes or goes. */
    static long nodesOf(final Membership membership) {
        long nodes = 1;
        for (int i = 0; i < membership.count(); i++) {
            nodes = membership.get(i).isLivingNode()
                    ? nodes * 31 + membership.get(i).incarnation()
                    : nodes;
        }
        return nodes;
    }

    private static boolean hasStore(final Membership membership) {
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode() && member.report().stored() != StoreProgress.NONE) {
                return true;
            }
        }
        return false;
    }

    private boolean isEverywhere(final Membership membership) {
        boolean any = false;
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode() && member.report().stored() != StoreProgress.NONE) {
                if (member.report().stored() != image) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    void pass(final StateCodec codec) {
        cut = codec.value(cut);
        image = codec.value(image);
        namedNs = codec.value(namedNs);
        dueNs = codec.value(dueNs);
        nodes = codec.value(nodes);
        closed = codec.value(closed);
        left = codec.value(left);
        version = codec.value(version);
        givenUp = codec.value(givenUp);
        lastCut = codec.value(lastCut);
    }
}
