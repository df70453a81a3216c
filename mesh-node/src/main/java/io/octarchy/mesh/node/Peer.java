package io.octarchy.mesh.node;

import io.octarchy.replicator.ghost.GhostPublisher;
import io.octarchy.replicator.ghost.GhostReceiver;
import io.octarchy.replicator.ghost.Subscription;
import io.octarchy.replicator.ghost.SubscriptionSender;

/** Another game node: what it wants to see of us, what we want to see of it. */
final class Peer {
    /** Without the keep-alive that comes every 20 ms. */
    private static final long SILENT_NS = 200_000_000L;

    /** More than {@link GhostPublisher#KEEP_ROUNDS} take. */
    private static final long TELLS_ALL_NS = 400_000_000L;

    private final int incarnation;
    private final Subscription wish;
    private final SubscriptionSender subscriptions = new SubscriptionSender();
    private final GhostReceiver receiver;
    private GhostPublisher publisher;
    private long keepAliveAtNs;
    private int needed;
    private long heardNs = Long.MIN_VALUE / 2;
    private int lostStream;
    private long showingAtNs;
    private long heardAtNs;
    private long backAtNs;
    private long standbyAcked;

    Peer(final int incarnation, final Subscription wish, final GhostReceiver receiver) {
        this.incarnation = incarnation;
        this.wish = wish;
        this.receiver = receiver;
    }

    int incarnation() {
        return incarnation;
    }

    Subscription wish() {
        return wish;
    }

    SubscriptionSender subscriptions() {
        return subscriptions;
    }

    GhostReceiver receiver() {
        return receiver;
    }

    /** Null until the bulk stream to the peer is open. */
    GhostPublisher publisher() {
        return publisher;
    }

    void publisher(final GhostPublisher newPublisher) {
        publisher = newPublisher;
    }

    /** Number of the subscription that the peer must have served before anybody comes to this node. */
    int needed() {
        return needed;
    }

    void needed(final int subscription) {
        needed = subscription;
    }

    /** When something came from it last. */
    long heardNs() {
        return heardNs;
    }

    void heard(final long nowNs) {
        heardNs = nowNs;
    }

    /** Has it shown all that this node must see of it, on a stream that goes on? */
    boolean isSeen() {
        return !receiver.needsReset() && receiver.served() >= needed;
    }

    /** Has its stream been lost since the last time that was asked? */
    boolean hasLostStream() {
        final boolean lost = receiver.lostStream() != lostStream;
        lostStream = receiver.lostStream();
        return lost;
    }

    /** It lives; but what it rules it shows only as its standby acks frame after frame, or without any. */
    void onKeepAlive(final long nowNs, final int standby, final long acked) {
        if (heardAtNs != 0 && nowNs - heardAtNs >= SILENT_NS) {
            backAtNs = nowNs;
        }
        heardAtNs = nowNs;
        if (standby == 0 || acked != standbyAcked) {
            standbyAcked = acked;
            showingAtNs = nowNs;
        }
    }

    /**
     * May it have entities around here that it could not tell of? It is silent, though not for so long that its lease must
     * decide; or it is back, and has not had the time to tell of each.
     *
     * @param illNs after which a silent one is waited for no longer.
     */
    boolean isHidden(final long nowNs, final long illNs) {
        final long silentNs = nowNs - heardAtNs;
        return heardAtNs != 0 && silentNs >= SILENT_NS && silentNs < illNs
                || backAtNs != 0 && nowNs - backAtNs < TELLS_ALL_NS;
    }

    /** When it was last known to live and to show what it rules. */
    long showingAtNs() {
        return showingAtNs;
    }

    long keepAliveAtNs() {
        return keepAliveAtNs;
    }

    void keepAliveAtNs(final long atNs) {
        keepAliveAtNs = atNs;
    }
}
