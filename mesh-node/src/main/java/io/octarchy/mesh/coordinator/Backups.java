package io.octarchy.mesh.coordinator;

import io.octarchy.codec.control.BackupPhase;
import io.octarchy.mesh.coordinator.map.Foundings;
import io.octarchy.mesh.coordinator.member.Member;
import io.octarchy.mesh.coordinator.member.Membership;
import io.octarchy.mesh.coordinator.state.StateCodec;
import io.octarchy.mesh.coordinator.takeover.Takeover;
import io.octarchy.mesh.store.StoreProgress;

/**
 * The backup that an operator ordered last: the next image of all nodes, of which each writes what it has to a file of its
 * own. Until all have, or it has failed, no other image is named, so that none can give way to a newer one.
 *
 * <pre>
 *   none, done, failed --ordered--> waiting --an image is named--> running --all parts are written--> done
 *                                      ^  |                          |  |
 *                                      |  '--------too long----------+--+--a node failed, or went without its part--> failed
 *                                      '--the image was given up-----'
 * </pre>
 */
final class Backups {
    /** From the order to the last part: images stand still for so long at most, and a mesh loses so much if it dies then. */
    private static final long PATIENCE_NS = 60_000_000_000L;

    private static final int MAX_NODES = 1 << 14;

    private final long awaitNs;
    private BackupPhase phase = BackupPhase.NONE;
    private int number;
    private String directory = "";
    private String text = "";
    private long orderedNs;
    private long image;
    private int fence;
    private int nextIncarnation;
    private int[] nodes = new int[0];
    private long version;

    /** @param awaitNs how long the stores of the dead are awaited. */
    Backups(final long awaitNs) {
        this.awaitNs = awaitNs;
    }

    /**
     * An operator orders a backup.
     *
     * @param newNumber names it: ordered again it is the same.
     * @return why it cannot be, or null.
     */
    String order(
            final long logTimeNs,
            final int newNumber,
            final String newDirectory,
            final Membership membership,
            final Takeover takeover,
            final Foundings foundings) {
        if (newNumber == number && phase != BackupPhase.NONE) {
            return null;
        }
        final String why =
                isActive() ? "another backup is under way" : hindrance(logTimeNs, membership, takeover, foundings);
        if (why == null) {
            phase = BackupPhase.WAITING;
            number = newNumber;
            directory = newDirectory;
            text = "";
            orderedNs = logTimeNs;
            image = 0;
            nodes = new int[0];
        }
        return why;
    }

    private String hindrance(
            final long logTimeNs, final Membership membership, final Takeover takeover, final Foundings foundings) {
        if (membership.nodes() == 0) {
            return "there is no node";
        }
        for (int i = 0; i < membership.count(); i++) {
            final Member member = membership.get(i);
            if (member.isLivingNode() && member.report().stored() == StoreProgress.NONE) {
                return member.name() + " has no store, or one that fails: start it with --store, or drain it";
            }
        }
        if (takeover.isOpen() || takeover.isAwaiting(logTimeNs, awaitNs)) {
            return "entities are in takeover, or wait for the store of a node that died: try again when they are back";
        }
        return foundings.open() > 0 ? "the world has just begun, and not all of it yet: try again" : null;
    }

    /** Waiting or running: an image is wanted, or must not give way. */
    boolean isActive() {
        return phase == BackupPhase.WAITING || phase == BackupPhase.RUNNING;
    }

    /** Is the next image wanted at once? */
    boolean isWaiting() {
        return phase == BackupPhase.WAITING;
    }

    int doWork(final long logTimeNs, final Membership membership, final Takeover takeover, final Images images) {
        if (!isActive()) {
            return 0;
        }
        final BackupPhase before = phase;
        if (phase == BackupPhase.WAITING && images.image() != 0) {
            begin(membership, takeover, images.image());
        } else if (phase == BackupPhase.RUNNING) {
            follow(membership, images);
        }
        if (isActive() && logTimeNs - orderedNs > PATIENCE_NS) {
            fail("it took longer than " + PATIENCE_NS / 1_000_000_000 + " s: a disk is too slow, or nodes come and go");
        }
        version += phase == before ? 0 : 1;
        return phase == before ? 0 : 1;
    }

    /** Rises when nodes should hear. */
    long version() {
        return version;
    }

    private void begin(final Membership membership, final Takeover takeover, final long ofImage) {
        phase = BackupPhase.RUNNING;
        image = ofImage;
        fence = takeover.fence();
        nextIncarnation = membership.nextIncarnation();
        nodes = new int[membership.nodes()];
        int count = 0;
        for (int i = 0; i < membership.count(); i++) {
            if (membership.get(i).isLivingNode()) {
                nodes[count++] = membership.get(i).incarnation();
            }
        }
    }

    private void follow(final Membership membership, final Images images) {
        int done = 0;
        for (final int node : nodes) {
            final Member member = membership.find(node);
            final long said = member == null ? 0 : member.report().backedUp();
            if (said == -image) {
                fail((member == null ? node : member.name()) + " could not write its part: its log says why");
                return;
            }
            if (said != image && (member == null || !member.isLiving())) {
                fail("member " + node + " went before it had written its part");
                return;
            }
            done += said == image ? 1 : 0;
        }
        if (done == nodes.length) {
            phase = BackupPhase.DONE;
        } else if (images.image() != image && images.lastCut() != image) {
            phase = BackupPhase.WAITING;
            image = 0;
        }
    }

    private void fail(final String why) {
        phase = BackupPhase.FAILED;
        text = why;
    }

    /** Has this node to write its part still? */
    boolean isOwedBy(final Member node) {
        if (phase != BackupPhase.RUNNING || Math.abs(node.report().backedUp()) == image) {
            return false;
        }
        for (final int incarnation : nodes) {
            if (incarnation == node.incarnation()) {
                return true;
            }
        }
        return false;
    }

    BackupPhase phase() {
        return phase;
    }

    int number() {
        return number;
    }

    String directory() {
        return directory;
    }

    /** Why it failed. */
    String text() {
        return text;
    }

    /** Tick of it, 0: none is named yet. */
    long image() {
        return image;
    }

    /** Newest fence when it was named. */
    int fence() {
        return fence;
    }

    /** Above all incarnations when it was named. */
    int nextIncarnation() {
        return nextIncarnation;
    }

    /** Nodes that have parts of it. */
    int count() {
        return nodes.length;
    }

    int node(final int i) {
        return nodes[i];
    }

    void pass(final StateCodec codec) {
        phase = BackupPhase.get((short) codec.choice(phase.value(), BackupPhase.FAILED.value()));
        number = codec.value(number);
        directory = codec.text(directory);
        text = codec.text(text);
        orderedNs = codec.value(orderedNs);
        image = codec.value(image);
        fence = codec.value(fence);
        nextIncarnation = codec.value(nextIncarnation);
        version = codec.value(version);
        final int count = codec.count(nodes.length, MAX_NODES);
        nodes = codec.isLoading() ? new int[count] : nodes;
        for (int i = 0; i < count; i++) {
            nodes[i] = codec.value(nodes[i]);
        }
    }
}
