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
    private long heardNs = Long.MIN_VALUE / 2;

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

    long keepAliveAtNs() {
        return keepAliveAtNs;
    }

    void keepAliveAtNs(final long atNs) {
        keepAliveAtNs = atNs;
    }
}
