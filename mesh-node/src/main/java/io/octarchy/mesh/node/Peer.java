package io.octarchy.mesh.node;

import io.octarchy.replicator.ghost.GhostPublisher;
import io.octarchy.replicator.ghost.GhostReceiver;
import io.octarchy.replicator.ghost.Subscription;
import io.octarchy.replicator.ghost.SubscriptionSender;

/** Another game node: what it wants to see of us, what we want to see of it. */
final class Peer {
    private final int incarnation;
    private final Subscription wish;
    private final SubscriptionSender subscriptions = new SubscriptionSender();
    private final GhostReceiver receiver;
    private GhostPublisher publisher;
    private long keepAliveAtNs;
    private int needed;
    private int lostStream;
    private long heardAtNs;

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

    /** When a frame of it last came. */
    long heardAtNs() {
        return heardAtNs;
    }

    void heardAtNs(final long nowNs) {
        heardAtNs = nowNs;
    }

    long keepAliveAtNs() {
        return keepAliveAtNs;
    }

    void keepAliveAtNs(final long atNs) {
        keepAliveAtNs = atNs;
    }
}
